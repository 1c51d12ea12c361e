import type { Match } from "./grammar.js";
/** Calls `add` for every private key named as an agent's, as Codex stores it outside a token. */
export declare function matchAgentKeys(text: Buffer, add: (match: Match) => void): void;
