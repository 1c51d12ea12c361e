import { type Rewrite, type Target } from "./target.js";
/** A suggestion for POSIX shells, bash and zsh: `"${…}"`, or `${…:?}` where the variable is set from itself. */
export declare function shell(target: Target): Rewrite | null;
/** A suggestion for fish: `$…`. */
export declare function fish(target: Target): Rewrite | null;
/** A suggestion for the Windows command prompt: `%…%`. */
export declare function batch(target: Target): Rewrite | null;
/** A suggestion for make: `$(…)`. */
export declare function make(target: Target): Rewrite | null;
