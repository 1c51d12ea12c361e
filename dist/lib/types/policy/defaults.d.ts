import type { Limits } from "./limits.js";
/** What holds for every field that no configuration sets. Apart from the schema, so that no run without a file loads zod. */
export declare const defaults: {
    readonly failOn: "found";
    readonly failSeverity: "medium";
    readonly response: {};
    readonly paths: {
        readonly include: readonly [];
        readonly exclude: readonly [];
    };
    readonly ignore: {
        readonly fingerprints: readonly [];
        readonly paths: readonly [];
    };
    readonly inlineIgnore: true;
    readonly exposures: Readonly<Record<"browser-client" | "client-side-literal" | "client-side-variable" | "image-variable", boolean>>;
    readonly comment: true;
    readonly suggestions: true;
    readonly check: true;
    readonly pushCheck: "findings";
    readonly limits: Limits;
};
