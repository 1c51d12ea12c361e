import type { Limits } from "./limits.js";
/**
 * The value of every field that no configuration sets. Separate from the schema, so that runs without a file do not
 * load zod.
 */
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
