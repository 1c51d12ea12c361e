/** Parts of the names that introduce a Codex access token (`at-`): those that need the fewest triggers. */
export const accountNames: readonly string[] = [
  ...["CODEX_ACCESS", "codex_access_tok", "odexAccessTok", "CODEX_TOK", "CODEX_PAT"],
  ...["onal_access_tok", "ERSONAL_ACCESS", "sonalAccessTok", "ith-access-t"],
];

/** Base64 of `at-`: how the value of such a name begins in a Kubernetes Secret. */
export const encodedAccessToken = "YXQt";
