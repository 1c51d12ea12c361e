/** Parts of the names that introduce a Codex access token (`at-`): those that need the fewest triggers. */
export declare const accountNames: readonly string[];
/** Base64 of `at-`: how the value of such a name begins in a Kubernetes Secret. */
export declare const encodedAccessToken = "YXQt";
