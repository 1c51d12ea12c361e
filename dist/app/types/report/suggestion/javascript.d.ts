/** A suggestion for JavaScript and TypeScript, JSX too: `process.env.…`. */
export declare const javascript: import("./target.js").Rewriter;
