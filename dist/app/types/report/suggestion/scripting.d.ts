/** A suggestion for Ruby: `ENV.fetch("…")`, which fails early and by name. */
export declare const ruby: import("./target.js").Rewriter;
/** A suggestion for Elixir: `System.fetch_env!("…")`. */
export declare const elixir: import("./target.js").Rewriter;
/** A suggestion for Lua: `os.getenv("…")`. */
export declare const lua: import("./target.js").Rewriter;
/** A suggestion for R: `Sys.getenv("…")`. */
export declare const r: import("./target.js").Rewriter;
/** A suggestion for PowerShell: `$env:…`. */
export declare const powershell: import("./target.js").Rewriter;
