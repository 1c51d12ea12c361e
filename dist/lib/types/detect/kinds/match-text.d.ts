import { type Breaks } from "../bytes.js";
import { type Match } from "./grammar.js";
/** Context from outside a text. */
export interface TextContext {
    readonly breaks: Breaks;
    /** True when a name outside the text identifies it as a Codex access token. */
    readonly isNamed: boolean;
    /** Whether the data that contains the text is binary, however far away the signs of it are. */
    readonly isBinary: () => boolean;
}
/** Calls `add` for every credential of `text` without decoding it. Examines each byte a bounded number of times. */
export declare function matchText(text: Uint8Array, context: TextContext, add: (match: Match) => void): void;
