import type { Rewrite, Target } from "./target.js";
/** A suggestion for a Jupyter notebook: the line of Python that a JSON string of a cell's source holds. */
export declare function notebook(target: Target): Rewrite | null;
