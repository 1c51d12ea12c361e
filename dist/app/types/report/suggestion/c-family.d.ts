/** A suggestion for Java: `System.getenv("…")`. */
export declare const java: import("./target.js").Rewriter;
/** A suggestion for Groovy and Gradle: `System.getenv("…")`. */
export declare const groovy: import("./target.js").Rewriter;
/** A suggestion for Kotlin: `System.getenv("…")`, in a string by its own interpolation. */
export declare const kotlin: import("./target.js").Rewriter;
/** A suggestion for Scala: `sys.env("…")`. */
export declare const scala: import("./target.js").Rewriter;
/** A suggestion for C#: `Environment.GetEnvironmentVariable("…")`. */
export declare const csharp: import("./target.js").Rewriter;
/** A suggestion for Go: `os.Getenv("…")`. */
export declare const go: import("./target.js").Rewriter;
/** A suggestion for Swift: the process's environment, which stops the program when the variable is missing. */
export declare const swift: import("./target.js").Rewriter;
/** A suggestion for C++: `std::getenv("…")`, for the whole literal only: there is no string to join it to. */
export declare const cpp: import("./target.js").Rewriter;
/** A suggestion for PHP: `getenv('…')`. */
export declare const php: import("./target.js").Rewriter;
/** A suggestion for Dart: the process's environment, which stops the program when the variable is missing. */
export declare const dart: import("./target.js").Rewriter;
