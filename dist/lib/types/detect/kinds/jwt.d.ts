import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
/** Base64 of `{"`: how a JSON Web Token begins, and its payload. */
export declare const jwtStart = "eyJ";
/** Calls `add` for every JSON Web Token of OpenAI's that gives access. */
export declare function matchJwts(text: Buffer, breaks: Breaks, add: (match: Match) => void): void;
