/** A suggestion for Rust: `std::env::var("…").expect(…)`, borrowed where a call or a field takes a `&str`. */
export declare const rust: import("./target.js").Rewriter;
