import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
/** Calls `add` for every refresh token: `rt_` and two random halves, or `rt.1.` and random text of any length. */
export declare function matchRefreshTokens(text: Buffer, { breaks, isBinary }: {
    readonly breaks: Breaks;
    readonly isBinary: () => boolean;
}, add: (match: Match) => void): void;
