export type Severity = "critical" | "high" | "medium";
export type Confidence = "high" | "medium" | "low";
/** A kind of credential, as people and machines know it. */
export interface Kind {
    readonly id: string;
    /** How a sentence calls it: "OpenAI project key". */
    readonly title: string;
    readonly severity: Severity;
    /** One sentence on what a thief can do with it. */
    readonly reach: string;
}
declare const table: {
    readonly "openai-user-key": {
        readonly title: "OpenAI user key (legacy)";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do everything its owner can do in their default project, and it is billed to them.";
    };
    readonly "openai-project-key": {
        readonly title: "OpenAI project key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes within the key's scopes, and spend its budget.";
    };
    readonly "openai-service-account-key": {
        readonly title: "OpenAI service account key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do what the project's service account can, and it goes on working after people leave.";
    };
    readonly "openai-admin-key": {
        readonly title: "OpenAI admin key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it controls the whole organisation: members, projects, every key, and the audit log.";
    };
    readonly "openai-named-key": {
        readonly title: "OpenAI named key";
        readonly severity: "high";
        readonly reach: "Whoever holds it can do what a legacy user key can in the project it was made for.";
    };
    readonly "openai-unnamed-key": {
        readonly title: "OpenAI unnamed key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes, and spend its budget.";
    };
    readonly "openai-session-token": {
        readonly title: "OpenAI dashboard session token";
        readonly severity: "high";
        readonly reach: "Whoever holds it is signed in to platform.openai.com as its owner until the session ends.";
    };
    readonly "openai-realtime-secret": {
        readonly title: "OpenAI Realtime client secret";
        readonly severity: "medium";
        readonly reach: "Whoever holds it can open a Realtime session at its owner's cost, for minutes to two hours.";
    };
    readonly "azure-openai-key": {
        readonly title: "Azure OpenAI key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call every model deployed in the Azure OpenAI resource, at its owner's cost.";
    };
};
export type KindId = keyof typeof table;
/** Every kind by id, in the order of `docs`' formats table. */
export declare const kinds: Readonly<Record<KindId, Kind>>;
export {};
