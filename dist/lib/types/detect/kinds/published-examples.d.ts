import type { Credential } from "../credential.js";
/** True for a credential published as an example, which grants no access. */
export declare function isPublishedExample({ fingerprint }: Credential): boolean;
