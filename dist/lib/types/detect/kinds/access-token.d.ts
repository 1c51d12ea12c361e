import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
export declare const accessTokenStart = "at-";
/** True when one of these names is near an offset of a text. */
export declare function isBesideTokenName(text: Uint8Array, at: number): boolean;
/**
 * Calls `add` for every access token of Codex: `at-` and opaque text near one of its names. The prefix alone is too
 * common.
 */
export declare function matchAccessTokens(text: Buffer, { breaks, isNamed }: {
    readonly breaks: Breaks;
    readonly isNamed: boolean;
}, add: (match: Match) => void): void;
