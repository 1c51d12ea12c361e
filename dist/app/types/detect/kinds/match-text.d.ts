import { type Breaks } from "../bytes.js";
import { type Match } from "./grammar.js";
/** Calls `add` for every credential of `text` as it stands. Looks at each byte a bounded number of times. */
export declare function matchText(text: Uint8Array, breaks: Breaks, add: (match: Match) => void): void;
