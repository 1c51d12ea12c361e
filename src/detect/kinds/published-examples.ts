import type { Credential } from "../credential.ts";

/** Fingerprints of what OpenAI's own documentation shows as an example, and many repositories have copied. */
const fingerprints: ReadonlySet<string> = new Set([
  // The answer of `POST /v1/realtime/client_secrets`; it ends in 63c2.
  "95b6b66a95a7cc8e4dbbd68071391ee1",
]);

/** True for a credential that is published as an example: it opens nothing. */
export function isPublishedExample({ fingerprint }: Credential): boolean {
  return fingerprints.has(fingerprint);
}
