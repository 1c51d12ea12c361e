import type { Match } from "./grammar.js";
/** Calls `add` for every private key that is called an agent's, as Codex stores it outside of a token. */
export declare function matchAgentKeys(text: Buffer, add: (match: Match) => void): void;
