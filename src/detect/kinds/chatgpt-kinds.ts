import type { KindDescription } from "./kind-description.ts";

/** Credentials of ChatGPT accounts, as Codex stores and uses them. */
export const chatgptKinds = {
  "openai-codex-access-token": {
    title: "Codex access token",
    severity: "critical",
    reach:
      "Whoever holds it works as its owner in their ChatGPT Business or Enterprise workspace, code and connected services included, and it may never expire.",
    form: { type: "token", prefix: "at-", length: null },
    revocation: {
      name: "chatgpt.com/admin/access-tokens",
      url: "https://chatgpt.com/admin/access-tokens",
      instruction:
        "Its owner or an administrator of the workspace revokes it there; make a new token first if a job runs on this one.",
    },
    variable: "CODEX_ACCESS_TOKEN",
    verification: { by: "auth-api", route: "v1/user-auth-credential/whoami" },
  },
  "openai-refresh-token": {
    title: "ChatGPT refresh token",
    severity: "critical",
    reach:
      "Whoever holds it mints access tokens to its owner's ChatGPT account, again and again, until the login ends.",
    form: { type: "token", prefix: "rt", length: null },
    revocation: {
      name: "chatgpt.com/#settings/Security",
      url: "https://chatgpt.com/#settings/Security",
      instruction:
        "Run `codex logout` where this login is in use, which revokes the token, or log out of all devices. Its next use replaces it, so a copy in a repository may be dead already: log out all the same.",
      tokenType: "refresh_token",
    },
    variable: "CODEX_REFRESH_TOKEN",
    verification: {
      by: "no-one",
      reason: "A refresh token can only be tried by using it up: log out of all devices to end it.",
    },
  },
  "openai-access-token": {
    title: "ChatGPT access token",
    severity: "high",
    reach:
      "Whoever holds it acts as its owner in ChatGPT and Codex until it expires, about ten days after it was made.",
    form: { type: "token", prefix: "eyJ", length: null },
    revocation: {
      name: "chatgpt.com/#settings/Security",
      url: "https://chatgpt.com/#settings/Security",
      instruction:
        "It cannot be revoked by itself: log out of all devices, and look for the refresh token beside it, which would make another.",
      tokenType: "access_token",
    },
    variable: "OPENAI_ACCESS_TOKEN",
    verification: {
      by: "no-one",
      reason:
        "No service says whether an access token is alive without acting as its owner; it names the day on which it expires.",
    },
  },
  "openai-agent-identity": {
    title: "Codex agent identity",
    severity: "critical",
    reach:
      "Whoever holds it signs as that agent, with its private key, and works in the workspace of the agent's owner.",
    form: { type: "token", prefix: "eyJ", length: null },
    revocation: {
      name: "chatgpt.com/admin/access-tokens",
      url: "https://chatgpt.com/admin/access-tokens",
      instruction: "An administrator of the workspace removes the agent, which makes its private key worthless.",
    },
    variable: "CODEX_ACCESS_TOKEN",
    verification: {
      by: "no-one",
      reason: "An agent identity can only be tried by registering a task as that agent: remove the agent to end it.",
    },
  },
} as const satisfies Record<string, KindDescription>;
