import { type Allowance, type Member } from "./allowance.js";
/**
 * The columns of a Parquet file that may hold text, each row group's as a member with one value on each line. Values of a
 * dictionary come once.
 */
export declare function parquetMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member>;
