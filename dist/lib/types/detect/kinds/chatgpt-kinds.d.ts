/** Credentials of ChatGPT accounts, as Codex stores and uses them. */
export declare const chatgptKinds: {
    readonly "openai-codex-access-token": {
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
    readonly "openai-refresh-token": {
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
        };
        readonly variable: "CODEX_REFRESH_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "A refresh token can only be tried by using it up: log out of all devices to end it.";
        };
    };
    readonly "openai-access-token": {
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
        };
        readonly variable: "OPENAI_ACCESS_TOKEN";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "No service says whether an access token is alive without acting as its owner; it names the day on which it expires.";
        };
    };
    readonly "openai-agent-identity": {
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
};
