import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { accessClaims, agentClaims, makeAgentKey, makeJwt, makeKey, randomText } from "../keys.ts";
import { type ChainedEncoding, encoders } from "./encode.ts";

const found = (text: string) =>
  detect(Buffer.from(text, "latin1")).detections.map(({ credential }) => [credential.kind, credential.reveal()]);
const kindsIn = (text: string) => found(text).map(([kind]) => kind);

const accessToken = makeKey("openai-codex-access-token");
const refreshToken = makeKey("openai-refresh-token");
const newerRefreshToken = `rt.1.${randomText("newer", 96, "url").replace(/[-_]$/, "x")}`;
const jwt = makeKey("openai-access-token");
const agent = makeKey("openai-agent-identity");

describe("Codex's auth.json", () => {
  const idToken = makeJwt({ ...accessClaims("id"), aud: ["app_EMoamEEZ73f0"] }, "id");
  const file = JSON.stringify(
    {
      OPENAI_API_KEY: makeKey("openai-project-key"),
      tokens: { id_token: idToken, access_token: jwt, refresh_token: refreshToken, account_id: "6f0a" },
      last_refresh: "2026-11-01T10:00:00Z",
      personal_access_token: accessToken,
      agent_identity: agent,
    },
    null,
    2,
  );
  const secrets = [
    ["openai-project-key", makeKey("openai-project-key")],
    ["openai-access-token", jwt],
    ["openai-refresh-token", refreshToken],
    ["openai-codex-access-token", accessToken],
    ["openai-agent-identity", agent],
  ];

  it("yields one finding per secret, and none for the id token and the account id", () => {
    expect(found(file)).toEqual(secrets);
  });

  it("yields the same when embedded as a JSON string, once and twice", () => {
    expect(found(JSON.stringify({ secret: file }))).toEqual(secrets);
    expect(found(JSON.stringify(JSON.stringify({ secret: file })))).toEqual(secrets);
  });

  const single = Object.keys(encoders).filter((name) => name !== "concatenation") as ChainedEncoding[];
  const chains = [...single.map((name): ChainedEncoding[] => [name]), ["base64", "base64"], ["percent", "base64"]];
  it.each(chains.map((chain) => [chain.join(" of "), chain as ChainedEncoding[]] as const))(
    "shows its secrets under %s",
    (_, chain) => {
      const text = chain.reduceRight((inner, name) => encoders[name](inner, 2), file);
      expect(found(`first line\n\n${text}\nlast line`)).toEqual(secrets);
    },
  );

  it("yields the private key of an agent that is stored as an object", () => {
    const key = makeAgentKey("object");
    const stored = JSON.stringify({ agent_identity: { agent_runtime_id: "agent-1", agent_private_key: key } }, null, 2);
    expect(found(stored)).toEqual([["openai-agent-identity", key]]);
  });
});

describe("an access token of Codex", () => {
  it.each([
    ["an assignment", `export CODEX_ACCESS_TOKEN=${accessToken}\n`],
    ["a value beside a name in YAML", `- name: CODEX_ACCESS_TOKEN\n  value: "${accessToken}"\n`],
    ["an attribute", `<add key="CODEX_ACCESS_TOKEN" value="${accessToken}"/>`],
    ["a property in camel case", `{ codexAccessToken: '${accessToken}' }`],
    ["a pipe into Codex", `echo ${accessToken} | codex login --with-access-token\n`],
    ["a field of auth.json", `{"personal_access_token":"${accessToken}"}`],
    ["a removed line of a diff", `-CODEX_ACCESS_TOKEN=${accessToken}\n`],
    ["a default in a shell", `: "\${CODEX_ACCESS_TOKEN:=${accessToken}}"`],
    ["a sentence's end", `The CODEX_ACCESS_TOKEN is ${accessToken}.`],
  ])("is found in %s", (_, text) => {
    expect(found(text)).toEqual([["openai-codex-access-token", accessToken]]);
  });

  it("is found as the value of a Kubernetes Secret, identified only by its name", () => {
    const value = Buffer.from(accessToken).toString("base64");
    expect(found(`kind: Secret\ndata:\n  CODEX_ACCESS_TOKEN: ${value}\n`)).toEqual([
      ["openai-codex-access-token", accessToken],
    ]);
    expect(found(`kind: Secret\ndata:\n  SOMETHING: ${value}\n`)).toEqual([]);
  });

  it.each([
    ["without a name", `TOKEN=${accessToken}\n`],
    ["of GitLab", `CODEX_ACCESS_TOKEN=glp${accessToken}\n`],
    ["made of words", "CODEX_ACCESS_TOKEN: at-your-own-risk-and-cost\n"],
    ["made of words and a date", "personal_access_token # at-latest-by-2026-11-24\n"],
    ["that is a part of a longer name", `personal_access_token: that-${accessToken}`],
    ["that is too short", "CODEX_ACCESS_TOKEN=at-aB3dE5\n"],
    ["far from its name", `CODEX_ACCESS_TOKEN${" ".repeat(400)}${accessToken}`],
  ])("is not one %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a refresh token", () => {
  it.each([
    ["an assignment", (token: string) => `CODEX_REFRESH_TOKEN=${token}\n`],
    ["JSON", (token: string) => `{"refresh_token":"${token}"}`],
    ["the first bytes of a file", (token: string) => token],
    ["two literals", (token: string) => `t = "${token.slice(0, 30)}" +\n  "${token.slice(30)}"`],
    ["JSON that escapes its marks", (token: string) => `"${encoders.escape(token, 0)}"`],
    ["JavaScript that escapes its marks", (token: string) => `"${encoders.escape(token, 1)}"`],
    ["base64, by itself", (token: string) => `  refresh_token: ${Buffer.from(token).toString("base64")}\n`],
  ])("of either form is found in %s", (_, textOf) => {
    for (const token of [refreshToken, newerRefreshToken]) {
      expect(found(textOf(token))).toEqual([["openai-refresh-token", token]]);
    }
  });

  it("is found after an escape, and after the letters of other data in a binary file", () => {
    const literals = `${refreshToken.slice(0, 30)}" + "${refreshToken.slice(30)}"`;
    for (const text of [`"a\\x3d${literals}`, `"a\\u003d${literals}`, `\0\x01plot${refreshToken}\0`]) {
      expect(found(text)).toEqual([["openai-refresh-token", refreshToken]]);
    }
  });

  it("is found in Markdown emphasis when its length is known", () => {
    expect(found(`_${refreshToken}_`)).toEqual([["openai-refresh-token", refreshToken]]);
  });

  it.each([
    ["a longer word", `start_${randomText("s", 43)}.${randomText("t", 43)}`],
    [
      "other lengths",
      `rt_${randomText("s", 40)}.${randomText("t", 43)} rt_${randomText("s", 43)}.${randomText("t", 50)}`,
    ],
    ["names", `rt.1.${"first-part-of-some-long-name-of-a-file-".repeat(2)}`],
    ["a dotted path", `support.1.${randomText("p", 60)}`],
  ])("is not seen in %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("the credentials of a ChatGPT account within base64 of other text", () => {
  const agentKey = makeAgentKey("encoded");
  const refreshTokens = [refreshToken, newerRefreshToken].map((token) => [token, `"${token}"`] as const);
  const webTokens = [jwt, agent].map((token) => [token, `"${token}"`] as const);
  const named = [
    [agentKey, `"agent_private_key":"${agentKey}"`],
    ...["CODEX_ACCESS_TOKEN=", "personal_access_token: ", "codexAccessToken: "].map((name) => [
      accessToken,
      `${name}${accessToken}`,
    ]),
  ] as const;
  const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");

  it.each([
    ["base64", base64, [...refreshTokens, ...webTokens, ...named]],
    ["base64 of base64", (text: string) => base64(base64(text)), [...refreshTokens, ...webTokens]],
  ] as const)("are found in %s, whatever precedes them", (_, encode, credentials) => {
    for (const [credential, text] of credentials) {
      for (let before = 0; before < 6; before++) {
        const encoded = encode(`${"text: ".slice(0, before)} ${text} and more`);
        expect(found(`x:\n${encoded}\nlast`).map(([, raw]) => raw)).toEqual([credential]);
      }
    }
  });
});

describe("a JSON Web Token", () => {
  const withClaims = (claims: object) => `token: ${makeJwt(claims, "claims")}\n`;
  const { aud, ...withoutAudience } = accessClaims("claims");

  it.each([
    ["whose audience is OpenAI's API", { aud: "https://api.openai.com/v1" }],
    ["whose audiences hold it", accessClaims("claims")],
    ["with the claim of an account and no audience", withoutAudience],
  ])("%s is an access token", (_, claims) => {
    expect(kindsIn(withClaims(claims))).toEqual(["openai-access-token"]);
  });

  it("with an agent's private key is reported as an agent identity, without a second finding for the key", () => {
    expect(kindsIn(withClaims(agentClaims("claims")))).toEqual(["openai-agent-identity"]);
  });

  it.each([
    ["for a client (an id token)", { ...accessClaims("id"), aud: ["app_EMoamEEZ73f0"] }],
    ["of another issuer", { aud: "https://api.openai.com/v1", iss: "https://token.actions.githubusercontent.com" }],
    ["of an issuer that ends alike", { aud: "https://api.openai.com/v1", iss: "https://notopenai.com" }],
    ["that only mentions OpenAI", { aud: "https://example.com", note: "openai.com chatgpt" }],
  ])("%s is not a finding", (_, claims) => {
    expect(kindsIn(withClaims(claims))).toEqual([]);
  });

  it.each([
    { title: "a dummy signature", signature: "sig" },
    { title: "a signature of another algorithm's length", signature: randomText("short", 43) },
    { title: "a truncated signature", signature: randomText("cut", 300) },
    { title: "an empty signature", signature: "" },
  ])("with $title is not a finding", ({ signature }) => {
    expect(kindsIn(`token: ${makeJwt(accessClaims("s"), "s", { signature })}\n`)).toEqual([]);
  });

  it("ends correctly when another literal is joined to it", () => {
    const other = makeKey("openai-user-key");
    const text = `first\n\n${Buffer.from(`f("${jwt}", "${randomText("x", 200)}", "${other}")`).toString("base64")}\nlast`;
    expect(found(text)).toEqual([
      ["openai-access-token", jwt],
      ["openai-user-key", other],
    ]);
  });

  it("reports its expiry, or none when it has no such claim", () => {
    const expiry = (claims: object) => detect(Buffer.from(withClaims(claims))).detections.map((each) => each.expiresAt);
    expect(expiry(accessClaims("e"))).toEqual([accessClaims("e").exp]);
    expect(expiry({ aud: "https://api.openai.com/v1" })).toEqual([undefined]);
    expect(expiry({ aud: "https://api.openai.com/v1", exp: 1e300 })).toEqual([undefined]);
    expect(expiry({ aud: "https://api.openai.com/v1", exp: "soon" })).toEqual([undefined]);
  });
});

describe("identifiers of Realtime sessions and placeholders of Codex", () => {
  it.each([
    { title: "a session identifier", text: `sess_${randomText("session", 24)}` },
    { title: "a live session identifier", text: `live_${randomText("live", 40, "hex")}` },
    { title: "the placeholder of Codex's app server", text: '{"apiKey":"codex-app-server"}' },
    {
      title: "an account identifier",
      text: '{"tokens":{"account_id":"6f0a1c7e-5b1f-4d53-9d0e-0c9a1e1b7f52"}}',
    },
  ])("do not include findings: $title", ({ text }) => {
    expect(found(text)).toEqual([]);
  });
});
