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

const table = {
  "openai-user-key": {
    title: "OpenAI user key (legacy)",
    severity: "critical",
    reach: "Whoever holds it can do everything its owner can do in their default project, and it is billed to them.",
  },
  "openai-project-key": {
    title: "OpenAI project key",
    severity: "critical",
    reach:
      "Whoever holds it can call the project's models, read its files and fine-tunes within the key's scopes, and spend its budget.",
  },
  "openai-service-account-key": {
    title: "OpenAI service account key",
    severity: "critical",
    reach: "Whoever holds it can do what the project's service account can, and it goes on working after people leave.",
  },
  "openai-admin-key": {
    title: "OpenAI admin key",
    severity: "critical",
    reach: "Whoever holds it controls the whole organisation: members, projects, every key, and the audit log.",
  },
  "openai-named-key": {
    title: "OpenAI named key",
    severity: "high",
    reach: "Whoever holds it can do what a legacy user key can in the project it was made for.",
  },
  "openai-unnamed-key": {
    title: "OpenAI unnamed key",
    severity: "critical",
    reach: "Whoever holds it can call the project's models, read its files and fine-tunes, and spend its budget.",
  },
  "openai-session-token": {
    title: "OpenAI dashboard session token",
    severity: "high",
    reach: "Whoever holds it is signed in to platform.openai.com as its owner until the session ends.",
  },
  "openai-realtime-secret": {
    title: "OpenAI Realtime client secret",
    severity: "medium",
    reach: "Whoever holds it can open a Realtime session at its owner's cost, for minutes to two hours.",
  },
  "azure-openai-key": {
    title: "Azure OpenAI key",
    severity: "critical",
    reach: "Whoever holds it can call every model deployed in the Azure OpenAI resource, at its owner's cost.",
  },
} as const satisfies Record<string, Omit<Kind, "id">>;

export type KindId = keyof typeof table;

/** Every kind by id, in the order of `docs`' formats table. */
export const kinds: Readonly<Record<KindId, Kind>> = Object.fromEntries(
  Object.entries(table).map(([id, kind]) => [id, { id, ...kind }]),
) as unknown as Record<KindId, Kind>;
