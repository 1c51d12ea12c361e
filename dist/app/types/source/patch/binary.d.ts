import { type Lines } from "./lines.js";
/** The content of a binary file in a diff. */
export type BinaryChange = 
/** The whole new content. */
{
    readonly type: "literal";
    readonly bytes: Uint8Array;
}
/** Only how it differs from the old content, or the content is too large: it must be read another way. */
 | {
    readonly type: "delta";
}
/** `Binary files … differ`. */
 | {
    readonly type: "left-out";
};
/** Reads what follows `GIT binary patch`: the new side and, where it stands, the old one. Null when it is malformed. */
export declare function parseBinary(lines: Lines, maximumBytes: number): BinaryChange | null;
