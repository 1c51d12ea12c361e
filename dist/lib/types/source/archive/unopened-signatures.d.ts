import { type Signature } from "./signature.js";
/** Formats that are not opened, identified by their first bytes. */
export declare const unopened: readonly Signature[];
/** Formats identified by later bytes, most of them disk and file system images. */
export declare const insides: readonly Signature[];
/** Formats identified by their last bytes. */
export declare const endings: readonly Signature[];
