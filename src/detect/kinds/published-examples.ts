import type { Credential } from "../credential.ts";

/** Fingerprints of the examples in OpenAI's documentation, which many repositories have copied. */
const fingerprints: ReadonlySet<string> = new Set([
  // From the response of `POST /v1/realtime/client_secrets`; it ends in 63c2.
  "95b6b66a95a7cc8e4dbbd68071391ee1",
]);

/** True for a credential published as an example, which grants no access. */
export function isPublishedExample({ fingerprint }: Credential): boolean {
  return fingerprints.has(fingerprint);
}
