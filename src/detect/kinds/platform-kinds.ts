import type { KindDescription, KindVerification, Revocation } from "./kind-description.ts";

const apiKeysPage = {
  name: "platform.openai.com/api-keys",
  url: "https://platform.openai.com/api-keys",
} as const;

const apiKey: Revocation = {
  ...apiKeysPage,
  instruction: "Its last four characters tell which one it is; make a new key first if something runs on this one.",
};

const byListOfModels: KindVerification = { by: "openai-api", route: "models" };

/** Credentials of OpenAI's API platform. */
export const platformKinds = {
  "openai-user-key": {
    title: "OpenAI user key (legacy)",
    severity: "critical",
    reach: "Whoever holds it can do everything its owner can do in their default project, and it is billed to them.",
    form: { type: "watermark", prefix: "sk-", issued: [20] },
    revocation: apiKey,
    variable: "OPENAI_API_KEY",
    verification: byListOfModels,
  },
  "openai-project-key": {
    title: "OpenAI project key",
    severity: "critical",
    reach:
      "Whoever holds it can call the project's models, read its files and fine-tunes within the key's scopes, and spend its budget.",
    form: { type: "watermark", prefix: "sk-proj-", issued: [20, 58, 74] },
    revocation: apiKey,
    variable: "OPENAI_API_KEY",
    verification: byListOfModels,
  },
  "openai-service-account-key": {
    title: "OpenAI service account key",
    severity: "critical",
    reach: "Whoever holds it can do what the project's service account can, and it goes on working after people leave.",
    form: { type: "watermark", prefix: "sk-svcacct-", issued: [58, 74] },
    revocation: apiKey,
    variable: "OPENAI_API_KEY",
    verification: byListOfModels,
  },
  "openai-admin-key": {
    title: "OpenAI admin key",
    severity: "critical",
    reach: "Whoever holds it controls the whole organisation: members, projects, every key, and the audit log.",
    form: { type: "watermark", prefix: "sk-admin-", issued: [58] },
    revocation: {
      name: "platform.openai.com/settings/organization/admin-keys",
      url: "https://platform.openai.com/settings/organization/admin-keys",
      instruction:
        "Revoke the admin key, then read the organisation's audit log: it could create members and other keys.",
    },
    variable: "OPENAI_ADMIN_KEY",
    // Only the Admin API accepts admin keys; its shortest list reveals the least about the organisation.
    verification: { by: "openai-api", route: "organization/projects?limit=1" },
  },
  "openai-named-key": {
    title: "OpenAI named key",
    severity: "high",
    reach: "Whoever holds it can do what a legacy user key can in the project it was made for.",
    form: { type: "watermark", prefix: "sk-", issued: [20] },
    revocation: apiKey,
    variable: "OPENAI_API_KEY",
    verification: byListOfModels,
  },
  "openai-unnamed-key": {
    title: "OpenAI unnamed key",
    severity: "critical",
    reach: "Whoever holds it can call the project's models, read its files and fine-tunes, and spend its budget.",
    form: { type: "watermark", prefix: "sk-None-", issued: [20, 74] },
    revocation: apiKey,
    variable: "OPENAI_API_KEY",
    verification: byListOfModels,
  },
  "openai-session-token": {
    title: "OpenAI dashboard session token",
    severity: "high",
    reach: "Whoever holds it is signed in to platform.openai.com as its owner until the session ends.",
    form: { type: "token", prefix: "sess-", length: 40 },
    revocation: {
      name: "platform.openai.com/settings/profile",
      url: "https://platform.openai.com/settings/profile",
      instruction: "Sign out of every session, which ends this token too.",
    },
    variable: "OPENAI_SESSION_TOKEN",
    verification: {
      by: "no-one",
      reason: "A session token is of the dashboard, not of the API: sign out everywhere to end it.",
    },
  },
  "openai-realtime-secret": {
    title: "OpenAI Realtime client secret",
    severity: "medium",
    reach: "Whoever holds it can open a Realtime session at its owner's cost, for minutes to two hours.",
    form: { type: "token", prefix: "ek_", length: 32 },
    revocation: {
      ...apiKeysPage,
      instruction:
        "It expires by itself within two hours. If it is in a file rather than in a log, look for the key that mints such secrets and revoke that one.",
    },
    variable: "OPENAI_REALTIME_SECRET",
    verification: {
      by: "no-one",
      reason: "A Realtime client secret can only be tried by opening a session; it ends by itself within two hours.",
    },
  },
} as const satisfies Record<string, KindDescription>;
