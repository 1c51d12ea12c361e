import type { KindDescription } from "./kinds/kind-description.js";
export type { Confidence, Severity } from "./kinds/kind-description.js";
declare const table: {
    "azure-openai-key": {
        readonly title: "Azure OpenAI key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call every model deployed in the Azure OpenAI resource, at its owner's cost.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "";
            readonly length: 84;
        };
        readonly revocation: {
            readonly name: "portal.azure.com";
            readonly url: "https://portal.azure.com/#browse/Microsoft.CognitiveServices%2Faccounts";
            readonly instruction: "Switch clients to the resource's other key, and regenerate this one under Keys and Endpoint, or with `az cognitiveservices account keys regenerate --name RESOURCE --resource-group GROUP --key-name Key1` (or `Key2`).";
        };
        readonly variable: "AZURE_OPENAI_API_KEY";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "Azure OpenAI keys answer only at the address of their own resource, which the key does not name.";
        };
    };
    "openai-codex-access-token": {
        readonly title: "Codex access token";
        readonly severity: "critical";
        readonly reach: "Whoever holds it works as its owner in their ChatGPT Business or Enterprise workspace, code and connected services included, and it may never expire.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "at-";
            readonly length: null;
        };
        readonly revocation: {
            readonly name: "chatgpt.com/admin/access-tokens";
            readonly url: "https://chatgpt.com/admin/access-tokens";
            readonly instruction: "Its owner or an administrator of the workspace revokes it there; make a new token first if a job runs on this one.";
        };
        readonly variable: "CODEX_ACCESS_TOKEN";
        readonly verification: {
            readonly by: "auth-api";
            readonly route: "v1/user-auth-credential/whoami";
        };
    };
    "openai-refresh-token": {
        readonly title: "ChatGPT refresh token";
        readonly severity: "critical";
        readonly reach: "Whoever holds it mints access tokens to its owner's ChatGPT account, again and again, until the login ends.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "rt";
            readonly length: null;
        };
        readonly revocation: {
            readonly name: "chatgpt.com/#settings/Security";
            readonly url: "https://chatgpt.com/#settings/Security";
            readonly instruction: "Run `codex logout` where this login is in use, which revokes the token, or log out of all devices. Its next use replaces it, so a copy in a repository may be dead already: log out all the same.";
            readonly tokenType: "refresh_token";
        };
        readonly variable: "CODEX_REFRESH_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "A refresh token can only be tried by using it up: log out of all devices to end it.";
        };
    };
    "openai-access-token": {
        readonly title: "ChatGPT access token";
        readonly severity: "high";
        readonly reach: "Whoever holds it acts as its owner in ChatGPT and Codex until it expires, about ten days after it was made.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "eyJ";
            readonly length: null;
        };
        readonly revocation: {
            readonly name: "chatgpt.com/#settings/Security";
            readonly url: "https://chatgpt.com/#settings/Security";
            readonly instruction: "It cannot be revoked by itself: log out of all devices, and look for the refresh token beside it, which would make another.";
            readonly tokenType: "access_token";
        };
        readonly variable: "OPENAI_ACCESS_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "No service says whether an access token is alive without acting as its owner; it names the day on which it expires.";
        };
    };
    "openai-agent-identity": {
        readonly title: "Codex agent identity";
        readonly severity: "critical";
        readonly reach: "Whoever holds it signs as that agent, with its private key, and works in the workspace of the agent's owner.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "eyJ";
            readonly length: null;
        };
        readonly revocation: {
            readonly name: "chatgpt.com/admin/access-tokens";
            readonly url: "https://chatgpt.com/admin/access-tokens";
            readonly instruction: "An administrator of the workspace removes the agent, which makes its private key worthless.";
        };
        readonly variable: "CODEX_ACCESS_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "An agent identity can only be tried by registering a task as that agent: remove the agent to end it.";
        };
    };
    "openai-user-key": {
        readonly title: "OpenAI user key (legacy)";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do everything its owner can do in their default project, and it is billed to them.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-";
            readonly issued: readonly [20];
        };
        readonly revocation: import("./kinds/kind-description.js").Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    "openai-project-key": {
        readonly title: "OpenAI project key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes within the key's scopes, and spend its budget.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-proj-";
            readonly issued: readonly [20, 58, 74];
        };
        readonly revocation: import("./kinds/kind-description.js").Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    "openai-service-account-key": {
        readonly title: "OpenAI service account key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do what the project's service account can, and it goes on working after people leave.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-svcacct-";
            readonly issued: readonly [58, 74];
        };
        readonly revocation: import("./kinds/kind-description.js").Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    "openai-admin-key": {
        readonly title: "OpenAI admin key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it controls the whole organisation: members, projects, every key, and the audit log.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-admin-";
            readonly issued: readonly [58];
        };
        readonly revocation: {
            readonly name: "platform.openai.com/settings/organization/admin-keys";
            readonly url: "https://platform.openai.com/settings/organization/admin-keys";
            readonly instruction: "Revoke the admin key, then read the organisation's audit log: it could create members and other keys.";
        };
        readonly variable: "OPENAI_ADMIN_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: "organization/projects?limit=1";
        };
    };
    "openai-named-key": {
        readonly title: "OpenAI named key";
        readonly severity: "high";
        readonly reach: "Whoever holds it can do what a legacy user key can in the project it was made for.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-";
            readonly issued: readonly [20];
        };
        readonly revocation: import("./kinds/kind-description.js").Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    "openai-unnamed-key": {
        readonly title: "OpenAI unnamed key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes, and spend its budget.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-None-";
            readonly issued: readonly [20, 74];
        };
        readonly revocation: import("./kinds/kind-description.js").Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    "openai-session-token": {
        readonly title: "OpenAI dashboard session token";
        readonly severity: "high";
        readonly reach: "Whoever holds it is signed in to platform.openai.com as its owner until the session ends.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "sess-";
            readonly length: 40;
        };
        readonly revocation: {
            readonly name: "platform.openai.com/settings/profile";
            readonly url: "https://platform.openai.com/settings/profile";
            readonly instruction: "Sign out of every session, which ends this token too.";
        };
        readonly variable: "OPENAI_SESSION_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "A session token is of the dashboard, not of the API: sign out everywhere to end it.";
        };
    };
    "openai-realtime-secret": {
        readonly title: "OpenAI Realtime client secret";
        readonly severity: "medium";
        readonly reach: "Whoever holds it can open a Realtime session at its owner's cost, for minutes to two hours.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "ek_";
            readonly length: 32;
        };
        readonly revocation: {
            readonly name: "platform.openai.com/api-keys";
            readonly url: "https://platform.openai.com/api-keys";
            readonly instruction: "It expires by itself within two hours. If it is in a file rather than in a log, look for the key that mints such secrets and revoke that one.";
        };
        readonly variable: "OPENAI_REALTIME_SECRET";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "A Realtime client secret can only be tried by opening a session; it ends by itself within two hours.";
        };
    };
};
export type KindId = keyof typeof table;
/** A kind of credential, as people and machines know it. `docs/add-a-kind.md` says how to add one. */
export interface Kind extends KindDescription {
    readonly id: KindId;
}
/** Every kind by id, in the order of the table in `docs/formats.md`. */
export declare const kinds: Readonly<Record<KindId, Kind>>;
