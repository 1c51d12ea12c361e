import type { KeyReport, KeyResponse } from "./key-report.ts";

/** What a database, a comment or this run may know about one key. */
export type KnownOfKey = Pick<KeyReport, "response" | "status" | "statusFrom">;

/**
 * Two responses to a key as one: an answer that the key is dead outweighs any other answer, and
 * any answer outweighs a pending or failed call; of two with the same weight the later one counts.
 */
export function combineResponses(a: KeyResponse | null, b: KeyResponse | null): KeyResponse | null {
  if (a === null || b === null) return a ?? b;
  const difference = responseWeight(a) - responseWeight(b);
  if (difference !== 0) return difference > 0 ? a : b;
  return Date.parse(b.at) > Date.parse(a.at) ? b : a;
}

/** True when the hook answered, as opposed to being asked without an answer yet. */
export function isAnswer(response: KeyResponse | null): response is KeyResponse {
  return response !== null && responseWeight(response) > 0;
}

const responseWeights: Readonly<Record<KeyResponse["result"], number>> = {
  revoked: 2,
  "already-revoked": 2,
  expiring: 1,
  "by-hand": 1,
  manual: 1,
  "not-ours": 1,
  pending: 0,
  failed: 0,
};

function responseWeight({ result }: KeyResponse): number {
  return responseWeights[result];
}

/** A key with what is known about it elsewhere: a known status outweighs an unknown one, and of two known ones the later counts. */
export function combineKnown<Key extends KnownOfKey>(key: Key, known: KnownOfKey): Key {
  const life = isWorthMore(known, key) ? known : key;
  const response = combineResponses(presentResponse(key, life), presentResponse(known, life));
  if (life === key) return { ...key, response };
  const { statusFrom: _, ...rest } = key;
  const { status, statusFrom } = known;
  return { ...rest, response, status, ...(statusFrom === undefined ? {} : { statusFrom }) } as Key;
}

/** The response to a key; null when the key was alive after the response that said it is dead. */
export function presentResponse(
  { response }: Pick<KnownOfKey, "response">,
  { status, statusFrom }: Pick<KnownOfKey, "status" | "statusFrom">,
): KeyResponse | null {
  if (response === null || responseWeight(response) < responseWeights.revoked || status !== "live") return response;
  return Date.parse(statusFrom?.at ?? "") > Date.parse(response.at) ? null : response;
}

/** The keys of several comments, each once with everything known about it; place and masked form come from the first. */
export function combineKeys(keys: readonly KeyReport[]): KeyReport[] {
  const combined = new Map<string, KeyReport>();
  for (const key of keys) {
    const before = combined.get(key.fingerprint);
    combined.set(key.fingerprint, before === undefined ? key : combineKnown(before, key));
  }
  return [...combined.values()];
}

function isWorthMore(known: KnownOfKey, own: KnownOfKey): boolean {
  const difference = statusWeight(known) - statusWeight(own);
  if (difference !== 0) return difference > 0;
  return statusWeight(own) > 0 && Date.parse(known.statusFrom?.at ?? "") > Date.parse(own.statusFrom?.at ?? "");
}

/** True when it is known whether the key is live. */
export function isClear({ status }: Pick<KnownOfKey, "status">): boolean {
  return status === "live" || status === "revoked";
}

function statusWeight(known: KnownOfKey): number {
  if (isClear(known)) return 3;
  return known.status === undefined ? 0 : known.status === "unverified" ? 1 : 2;
}
