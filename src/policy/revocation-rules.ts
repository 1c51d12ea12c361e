import type { KindId, Severity } from "../detect/kind.ts";

/** Whether Keyhawk revokes keys: never, when a person asks for it, or without asking where OpenAI proves whose key it is. */
export type RevocationMode = "off" | "by-hand" | "proven";

/** The longest time in seconds after which OpenAI lets a key expire: a year. */
export const longestGrace = 31_536_000;

/** What an organisation says about the keys of a kind or severity; about all keys when it names neither. */
export interface RevocationRule {
  readonly kind?: KindId | undefined;
  readonly severity?: Severity | undefined;
  readonly mode?: RevocationMode | undefined;
  /** Seconds until such a key expires; 0 deletes it at once. */
  readonly grace?: number | undefined;
}

/** In the order of the file: the last one that matches decides. */
export type RevocationRules = readonly RevocationRule[];

/** What applies while the organisation's wishes are not known: no key is revoked unless a person asks for it. */
export const cautiousRules: RevocationRules = [{ mode: "by-hand" }];

/** The mode that the rules give a key; undefined when they leave it to the operator's setting. */
export function modeOf(rules: RevocationRules, key: RuledKey): RevocationMode | undefined {
  return matching(rules, key).findLast(({ mode }) => mode !== undefined)?.mode;
}

/** The grace that the rules give a key, in seconds; nothing when they leave it to the operator's setting. */
export function graceOf(rules: RevocationRules, key: RuledKey): { readonly grace?: number } {
  const grace = matching(rules, key).findLast((rule) => rule.grace !== undefined)?.grace;
  return grace === undefined ? {} : { grace };
}

interface RuledKey {
  readonly kind: KindId;
  readonly severity: Severity;
}

function matching(rules: RevocationRules, { kind, severity }: RuledKey): RevocationRules {
  return rules.filter((rule) => (rule.kind ?? kind) === kind && (rule.severity ?? severity) === severity);
}
