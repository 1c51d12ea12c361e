import { fingerprint } from "../../src/detect/credential.ts";
import type { KindId } from "../../src/detect/kind.ts";
import { makeKey } from "../keys.ts";

/** Keys that a test calls by name, and the names by fingerprint. */
export function keysBySeed(): {
  readonly key: (seed: string, kind?: KindId) => string;
  readonly seeds: ReadonlyMap<string, string>;
} {
  const seeds = new Map<string, string>();
  return {
    seeds,
    key(seed, kind = "openai-project-key") {
      const key = makeKey(kind, seed);
      seeds.set(fingerprint(key), seed);
      return key;
    },
  };
}
