import type { KeyReport, KeyResponse } from "./key-report.js";
/** What a database, a comment and this run may each know about one key. */
export type KnownOfKey = Pick<KeyReport, "response" | "status" | "statusFrom">;
/**
 * Two answers of revocation hooks as one: an answer that the key is dead outweighs any other answer, and
 * any answer outweighs a pending or failed call; of two with the same weight the later one counts.
 */
export declare function combineResponses(a: KeyResponse | null, b: KeyResponse | null): KeyResponse | null;
/** True when the hook answered, as opposed to being asked without an answer yet. */
export declare function isAnswer(response: KeyResponse | null): response is KeyResponse;
/** A key with what is known about it elsewhere: a known status outweighs an unknown one, and of two known ones the later counts. */
export declare function combineKnown<Key extends KnownOfKey>(key: Key, known: KnownOfKey): Key;
/** The keys of several comments, each once with everything known about it; place and masked form come from the first. */
export declare function combineKeys(keys: readonly KeyReport[]): KeyReport[];
/** True when it is known whether the key lives. */
export declare function isClear({ status }: Pick<KnownOfKey, "status">): boolean;
