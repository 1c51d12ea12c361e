import type { Revocation } from "./kind-description.js";
/** Credentials of OpenAI's API platform. */
export declare const platformKinds: {
    readonly "openai-user-key": {
        readonly title: "OpenAI user key (legacy)";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do everything its owner can do in their default project, and it is billed to them.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-";
            readonly issued: readonly [20];
        };
        readonly revocation: Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    readonly "openai-project-key": {
        readonly title: "OpenAI project key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes within the key's scopes, and spend its budget.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-proj-";
            readonly issued: readonly [20, 58, 74];
        };
        readonly revocation: Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    readonly "openai-service-account-key": {
        readonly title: "OpenAI service account key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can do what the project's service account can, and it goes on working after people leave.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-svcacct-";
            readonly issued: readonly [58, 74];
        };
        readonly revocation: Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    readonly "openai-admin-key": {
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
    readonly "openai-named-key": {
        readonly title: "OpenAI named key";
        readonly severity: "high";
        readonly reach: "Whoever holds it can do what a legacy user key can in the project it was made for.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-";
            readonly issued: readonly [20];
        };
        readonly revocation: Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    readonly "openai-unnamed-key": {
        readonly title: "OpenAI unnamed key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call the project's models, read its files and fine-tunes, and spend its budget.";
        readonly form: {
            readonly type: "watermark";
            readonly prefix: "sk-None-";
            readonly issued: readonly [20, 74];
        };
        readonly revocation: Revocation;
        readonly variable: "OPENAI_API_KEY";
        readonly verification: {
            readonly by: "openai-api";
            readonly route: string;
        };
    };
    readonly "openai-session-token": {
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
    readonly "openai-realtime-secret": {
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
