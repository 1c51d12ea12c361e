import { type Breaks } from "../bytes.js";
import type { Match } from "./grammar.js";
/** Base64 of `{"`: the beginning of a JSON Web Token and of its payload. */
export declare const jwtStart = "eyJ";
/** Calls `add` for every JSON Web Token issued by OpenAI that grants access. */
export declare function matchJwts(text: Buffer, breaks: Breaks, add: (match: Match) => void): void;
