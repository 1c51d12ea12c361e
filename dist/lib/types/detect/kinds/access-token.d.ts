import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
export declare const accessTokenStart = "at-";
/** True when such a name is near an offset of a text. */
export declare function isBesideTokenName(text: Uint8Array, at: number): boolean;
/**
 * Calls `add` for every access token of Codex: `at-` and opaque text, beside a name that says what it is. Two letters
 * alone begin too much else.
 */
export declare function matchAccessTokens(text: Buffer, { breaks, isNamed }: {
    readonly breaks: Breaks;
    readonly isNamed: boolean;
}, add: (match: Match) => void): void;
