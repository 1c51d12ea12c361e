import { type Allowance, type Member } from "./allowance.js";
/** The files of an archive that libarchive reads: 7z, RAR, CAB, ar, cpio, ISO 9660 and others. */
export declare function archiveMembers(bytes: Uint8Array, format: string, allowance: Allowance): AsyncGenerator<Member>;
