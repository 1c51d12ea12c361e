import type { Credential } from "../credential.js";
/** True for a credential that is published as an example: it opens nothing. */
export declare function isPublishedExample({ fingerprint }: Credential): boolean;
