import { type Allowance, type Member } from "./allowance.js";
/**
 * The files of an archive that libarchive reads: 7z, RAR, CAB, ar, cpio, ISO 9660 and others.
 * @param parts its bytes, in consecutive parts
 */
export declare function archiveMembers(parts: readonly Uint8Array[], format: string, allowance: Allowance): AsyncGenerator<Member>;
