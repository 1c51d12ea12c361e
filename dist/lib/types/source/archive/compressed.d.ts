import type { Address } from "../document.js";
import { type Allowance, type Member } from "./allowance.js";
import type { ContainerFormat } from "./container.js";
/** Says that a compressed file was read to its end, and is not all that there is. */
export declare const followedByOther = "The gzip data is followed by something else.";
/** The name of a compressed file's content, derived from the file's name; `content` when that is unknown. */
export declare function contentName(name: string | null): string;
/** The single member of a file that is compressed as a whole. */
export declare function compressedMember({ path, container }: Address, bytes: Uint8Array, format: ContainerFormat, allowance: Allowance): AsyncGenerator<Member>;
