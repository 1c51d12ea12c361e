import { setSecret } from "@actions/core";
import type { Credential } from "../detect/credential.ts";

/**
 * Asks the runner to mask these credentials in everything printed from now on, including inside base64 at any
 * alignment. Must run before anything else is printed about them.
 */
export function maskCredentials(credentials: Iterable<Credential>): void {
  const values = new Set<string>();
  for (const credential of credentials) {
    const raw = credential.reveal();
    for (const form of [raw, ...base64Forms(raw)]) values.add(form);
  }
  for (const value of values) setSecret(value);
}

/** The base64 characters that depend on the text alone, for each of its three possible alignments. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    // The first characters also encode the preceding text, the last one the following text.
    const start = Math.ceil((before * 8) / 6);
    const end = (before + bytes.length) % 3 === 0 ? all.length : all.length - 1;
    return all.slice(start, end);
  });
}
