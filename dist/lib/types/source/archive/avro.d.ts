import { type Allowance, type Member } from "./allowance.js";
/** The compressed blocks of an Avro file. Without compression its own bytes show everything. */
export declare function avroMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member>;
