import { type Breaks } from "../bytes.js";
import { type Match } from "./grammar.js";
/** What is known of a text from what is around it. */
export interface TextContext {
    readonly breaks: Breaks;
    /** True when a name outside of the text calls it an access token of Codex. */
    readonly isNamed: boolean;
}
/** Calls `add` for every credential of `text` as it stands. Looks at each byte a bounded number of times. */
export declare function matchText(text: Uint8Array, { breaks, isNamed }: TextContext, add: (match: Match) => void): void;
