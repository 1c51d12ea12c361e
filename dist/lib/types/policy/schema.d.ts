import * as z from "zod/mini";
/** The fields allowed in a `keyhawk.yml`. */
export declare const configuration: z.ZodMiniObject<{
    "fail-on": z.ZodMiniOptional<z.ZodMiniEnum<{
        found: "found";
        live: "live";
        never: "never";
    }>>;
    "fail-severity": z.ZodMiniOptional<z.ZodMiniEnum<{
        critical: "critical";
        high: "high";
        medium: "medium";
    }>>;
    response: z.ZodMiniOptional<z.ZodMiniObject<{
        live: z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            warn: "warn";
        }>>;
        dead: z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            warn: "warn";
        }>>;
        unknown: z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            warn: "warn";
        }>>;
    }, z.core.$strict>>;
    paths: z.ZodMiniOptional<z.ZodMiniObject<{
        include: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
        exclude: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
    }, z.core.$strict>>;
    ignore: z.ZodMiniOptional<z.ZodMiniObject<{
        fingerprints: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
            fingerprint: z.ZodMiniString<string>;
            reason: z.ZodMiniString<string>;
        }, z.core.$strict>>>;
        paths: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
            path: z.ZodMiniString<string>;
            reason: z.ZodMiniString<string>;
        }, z.core.$strict>>>;
    }, z.core.$strict>>;
    "inline-ignore": z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    exposures: z.ZodMiniOptional<z.ZodMiniObject<{
        "browser-client": z.ZodMiniOptional<z.ZodMiniBoolean<unknown>>;
        "client-side-literal": z.ZodMiniOptional<z.ZodMiniBoolean<unknown>>;
        "client-side-variable": z.ZodMiniOptional<z.ZodMiniBoolean<unknown>>;
        "image-variable": z.ZodMiniOptional<z.ZodMiniBoolean<unknown>>;
    }, z.core.$strict>>;
    comment: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    suggestions: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    check: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    "push-check": z.ZodMiniOptional<z.ZodMiniEnum<{
        always: "always";
        findings: "findings";
    }>>;
    limits: z.ZodMiniOptional<z.ZodMiniObject<{
        "file-bytes": z.ZodMiniOptional<z.ZodMiniInt>;
        files: z.ZodMiniOptional<z.ZodMiniInt>;
        commits: z.ZodMiniOptional<z.ZodMiniInt>;
        "archive-depth": z.ZodMiniOptional<z.ZodMiniInt>;
    }, z.core.$strict>>;
    redact: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    "revoke-teams": z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
    enforce: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
        check: "check";
        comment: "comment";
        exposures: "exposures";
        "fail-on": "fail-on";
        "fail-severity": "fail-severity";
        ignore: "ignore";
        "inline-ignore": "inline-ignore";
        limits: "limits";
        paths: "paths";
        "push-check": "push-check";
        response: "response";
        suggestions: "suggestions";
    }>>>;
}, z.core.$strict>;
export type Configuration = z.output<typeof configuration>;
/** The JSON Schema (draft 2020-12) that the package ships as `schema/keyhawk.schema.json`. */
export declare function configurationSchema(): object;
