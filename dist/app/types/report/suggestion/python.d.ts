/** A suggestion for Python: `os.environ["…"]`, which fails early and by name when the variable is missing. */
export declare const python: import("./target.js").Rewriter;
