import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { text as textOf } from "node:stream/consumers";
import { type FlattenedJWE, flattenedDecrypt } from "jose";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { Credential } from "../../src/detect/credential.ts";
import { directNetwork } from "../../src/http/network.ts";
import type { KeyReport, Place } from "../../src/report/key-report.ts";
import { buildHookRequest } from "../../src/respond/hook/build-request.ts";
import { callHook } from "../../src/respond/hook/call.ts";
import type { HookRequest } from "../../src/respond/hook/request.ts";
import { type HookReach, parseHookSettings, readHookReach } from "../../src/respond/hook/settings.ts";
import { address } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";

const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const key = new Credential("openai-project-key", makeKey("openai-project-key", "hook"), "sk-proj-");
const request: HookRequest = {
  type: "openai.key.leaked",
  timestamp: "2026-11-24T10:00:00.000Z",
  data: {
    credential: key.reveal(),
    kind: key.kind,
    masked: key.masked,
    fingerprint: key.fingerprint,
    severity: "critical",
    owner: "acme",
    places: [],
    placesTotal: 0,
  },
};

const servers: Server[] = [];

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

function call(url: string, timeout = 5_000, reach: Partial<HookReach> = {}, content = request) {
  const settings = parseHookSettings(url, secret, reach);
  if (settings === null) throw new Error("no settings");
  return callHook({ ...settings, timeout }, content);
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

test("sends one signed request, and accepts the answer", async () => {
  const received: { request: IncomingMessage; body: string }[] = [];
  const url = await listen(async (incoming, response) => {
    received.push({ request: incoming, body: await textOf(incoming) });
    response.end(JSON.stringify({ result: "revoked", message: `Deleted ${key.reveal()}.`, more: 1 }));
  });
  const first = await call(url);
  await call(url);
  expect(first).toEqual({ type: "answered", answer: { result: "revoked", message: `Deleted ${key.masked}.` } });
  for (const { request: incoming, body } of received) {
    expect(incoming.method).toBe("POST");
    expect(new Webhook(secret).verify(body, incoming.headers as Record<string, string>)).toEqual(request);
  }
  const ids = received.map(({ request: { headers } }) => headers["webhook-id"]);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).toMatch(/^msg_[0-9a-f]{32}$/);
});

const reversed = [...key.reveal()].toReversed().join("");

test.each([
  ["the whole key", key.reveal()],
  ["its end", key.reveal().slice(-12)],
  ["a part out of the middle", key.reveal().slice(40, 90)],
  ["its beginning", key.reveal().slice(0, 30)],
  ["the key backwards", reversed],
  ["a part of it backwards", reversed.slice(20, 32)],
  ["two parts side by side", key.reveal().slice(10, 25) + key.reveal().slice(60, 80)],
])("an answer that quotes %s is shown without it", async (_what, quoted) => {
  const message = `Deleted ${key.masked}, that is ${quoted}, in project Shop.`;
  const url = await listen((_, response) => response.end(JSON.stringify({ result: "revoked", message })));
  const result = await call(url);
  const shown = result.type === "answered" ? (result.answer.message ?? "") : "";
  expect(shown).toMatch(/^Deleted sk-proj-….{4}, that is \S*…\S*, in project Shop\.$/);
  for (const form of [key.reveal(), reversed]) {
    for (let start = 0; start + 12 <= form.length; start += 1) {
      expect(shown).not.toContain(form.slice(start, start + 12));
    }
  }
});

test.each([
  ["spaces", " "],
  ["line breaks", "\n"],
  ["dots", "."],
  ["zero-width spaces", "\u200b"],
])("an answer that spells a key with %s between its characters is shown without it", async (_what, separator) => {
  for (const quoted of [key.reveal(), reversed, key.reveal().toUpperCase()]) {
    const message = `Deleted ${key.masked}, that is ${[...quoted.slice(20, 80)].join(separator)}, in project Shop.`;
    const url = await listen((_, response) => response.end(JSON.stringify({ result: "revoked", message })));
    const result = await call(url);
    const shown = result.type === "answered" ? (result.answer.message ?? "") : "";
    expect(shown).toMatch(/^Deleted sk-proj-….{4}, that is [^a-z0-9]*…[^a-z0-9]*, in project Shop\.$/i);
  }
});

test("a key detected by its context is masked in an answer, too", async () => {
  const azure = new Credential("azure-openai-key", createHash("md5").update("hook").digest("hex"), "");
  const data = { ...request.data, credential: azure.reveal(), kind: azure.kind, masked: azure.masked };
  const message = `Deleted ${azure.reveal()}.`;
  const url = await listen((_, response) => response.end(JSON.stringify({ result: "revoked", message })));
  const settings = parseHookSettings(url, secret);
  if (settings === null) throw new Error("no settings");
  const result = await callHook({ ...settings, timeout: 5_000 }, { ...request, data });
  expect(result).toMatchObject({ answer: { message: `Deleted ${azure.masked}.` } });
});

test("a long answer is cut, and shows no part of the key at the cut", async () => {
  const message = `${"word ".repeat(98)}and ${key.reveal()} and more words`;
  const url = await listen((_, response) => response.end(JSON.stringify({ result: "manual", message })));
  const result = await call(url);
  const shown = result.type === "answered" ? (result.answer.message ?? "") : "";
  expect(shown).toMatch(/^word .* and sk-pr?o?j?/);
  expect(shown).toHaveLength(500);
  expect(key.reveal()).not.toContain(shown.slice(-8));
});

test("an answer that quotes fewer than twelve characters of the key is shown unchanged", async () => {
  const message = `The key that ends in ${key.reveal().slice(-11)}.`;
  const url = await listen((_, response) => response.end(JSON.stringify({ result: "manual", message })));
  expect(await call(url)).toEqual({ type: "answered", answer: { result: "manual", message } });
});

test("a key in thousands of places is sent with the first hundred and their number", () => {
  const place = (line: number): Place => ({
    address: address("patch", { path: "generated.txt", commit: "a".repeat(40) }),
    ...{ line, column: 1, endLine: line, endColumn: 9, encoding: [] },
    excerpt: { text: "", start: 0, end: 0, partial: true },
  });
  const { kind, masked, fingerprint } = key;
  const report: KeyReport = {
    ...{ kind, masked, fingerprint, severity: "critical", confidence: "high" },
    places: Array.from({ length: 3_000 }, (_, index) => place(index + 1)),
    ...{ headPlaces: [], earlier: false, response: null, ignored: null },
  };
  const change = { type: "push", webUrl: "https://github.com", owner: "acme", repo: "shop", number: null } as const;
  const { data } = buildHookRequest(report, { ...change, ref: "refs/heads/main", headSha: "a".repeat(40) }, "raw");
  expect(data.places.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(data.placesTotal).toBe(3_000);
});

test.each(["", "thank you", '{"result":"burned"}', JSON.stringify({ result: "revoked", message: "x".repeat(70_000) })])(
  "an answer that says nothing does not count as revoked",
  async (body) => {
    const url = await listen((_, response) => response.writeHead(202).end(body));
    expect(await call(url)).toMatchObject({ type: "answered", answer: { result: "manual" } });
  },
);

test("a refusal, a redirect, a time-out and a refused connection fail without revealing the request", async () => {
  const elsewhere: string[] = [];
  const other = await listen((incoming, response) => {
    elsewhere.push(incoming.url ?? "");
    response.end();
  });
  const refusing = await listen((_, response) => response.writeHead(503).end(key.reveal()));
  const redirecting = await listen((_, response) => response.writeHead(307, { location: other }).end());
  const silent = await listen(() => {});
  const gone = await listen(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  const results = [await call(refusing), await call(redirecting), await call(silent, 200), await call(gone)];
  expect(results).toEqual([
    { type: "failed", reason: "It answered 503." },
    { type: "failed", reason: "It answered with a redirect (307), which is not followed." },
    { type: "failed", reason: "It did not answer within 0.2 seconds." },
    { type: "failed", reason: "It could not be reached (ECONNREFUSED)." },
  ]);
  expect(elsewhere).toEqual([]);
});

test.each([
  ["http://hooks.example.com/", secret, /https/],
  ["hooks.example.com", secret, /whole/],
  ["https://hooks.example.com/", "", /KEYHAWK_HOOK_SECRET/],
  ["https://hooks.example.com/", "swordfish", /whsec_/],
  ["https://hooks.example.com/", "whsec_c2hvcnQ=", /24 random bytes/],
  ["", secret, /KEYHAWK_HOOK_URL/],
])("refuses the hook URL “%s” with this secret (case %#)", (url, given, message) => {
  expect(() => parseHookSettings(url, given)).toThrow(message);
});

test("takes https, and http on this machine", () => {
  for (const url of ["https://hooks.example.com/x", "http://localhost:1/", "http://[::1]:1/", "http://127.0.0.1/"]) {
    expect(parseHookSettings(url, secret)?.url.href).toBe(url);
  }
  expect(parseHookSettings("", "")).toBeNull();
});

test.each([
  "https://10.1.2.3/",
  "https://169.254.169.254/latest",
  "https://172.31.0.1/",
  "https://192.168.0.9/",
  "https://100.64.0.1/",
  "https://0.0.0.0/",
  "https://[::]/",
  "https://[fd00::1]/",
  "https://[fe80::1]/",
  "https://[::ffff:10.0.0.1]/",
  `https://${hostname()}/`,
])("sends nothing to %s, which is in an inner network, unless it is allowed", async (url) => {
  const asked: string[] = [];
  const fetch: HookReach["network"]["fetch"] = async (to) => {
    asked.push(String(to));
    return new Response(null, { status: 204 });
  };
  const network = { ...directNetwork, fetch };
  const refused = await call(url, 5_000, { network });
  expect(refused).toMatchObject({ type: "failed", reason: expect.stringMatching(/KEYHAWK_HOOK_ALLOW_PRIVATE=true/) });
  expect(asked).toEqual([]);
  const allowed = readHookReach({ KEYHAWK_HOOK_ALLOW_PRIVATE: "true" });
  expect(await call(url, 5_000, { network, ...allowed })).toMatchObject({ type: "answered" });
  expect(asked).toHaveLength(1);
});

test("sends the shape that the operator chose: without the key, or as GitHub's partner programme", async () => {
  const bodies: unknown[] = [];
  const url = await listen(async (incoming, response) => {
    const body = await textOf(incoming);
    new Webhook(secret).verify(body, incoming.headers as Record<string, string>);
    bodies.push(JSON.parse(body));
    response.end(JSON.stringify({ result: "revoked" }));
  });
  await call(url, 5_000, readHookReach({ KEYHAWK_HOOK_SHAPE: "no-key" }));
  expect(bodies[0]).toMatchObject({ type: "openai.key.leaked", data: { fingerprint: key.fingerprint } });
  expect(JSON.stringify(bodies[0])).not.toContain(key.reveal());

  const link = "https://github.com/acme/shop/blob/c/a.env#L1";
  const place = { repository: "acme/shop", path: "a.env", line: 1, commit: "c", author: null, date: null, url: link };
  const placed = { ...request, data: { ...request.data, places: [place] } };
  await call(url, 5_000, readHookReach({ KEYHAWK_HOOK_SHAPE: "github-partner" }), placed);
  expect(bodies[1]).toEqual([{ token: key.reveal(), type: "openai_project_key", url: link, source: "commit" }]);
});

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2_048 });
const curve = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();
const jwk = (key: KeyObject, more: object = {}) => JSON.stringify({ ...key.export({ format: "jwk" }), ...more });

test.each([
  { what: "an RSA key", pair: rsa, write: pem },
  { what: "a key on P-256 in one line", pair: curve, write: (key: KeyObject) => pem(key).replaceAll("\n", "\\n") },
  { what: "a key on P-256 as a JSON Web Key", pair: curve, write: (key: KeyObject) => jwk(key, { kid: "2026" }) },
  { what: "an X25519 key", pair: () => generateKeyPairSync("x25519"), write: pem },
])("a body is encrypted to $what, which alone opens it, and signed as it is sent", async ({ pair, write }) => {
  const { publicKey, privateKey } = pair();
  const text = write(publicKey);
  const bodies: { body: string; headers: IncomingMessage["headers"] }[] = [];
  const url = await listen(async (incoming, response) => {
    bodies.push({ body: await textOf(incoming), headers: incoming.headers });
    response.end(JSON.stringify({ result: "revoked" }));
  });
  expect(await call(url, 5_000, readHookReach({ KEYHAWK_HOOK_KEY: text }))).toMatchObject({ type: "answered" });
  await call(url, 5_000, readHookReach({ KEYHAWK_HOOK_KEY: text, KEYHAWK_HOOK_SHAPE: "github-partner" }));
  const opened = [];
  for (const { body, headers } of bodies) {
    expect(headers["content-type"]).toBe("application/jose+json");
    expect(body).not.toContain(key.fingerprint);
    const jwe = new Webhook(secret).verify(body, headers as Record<string, string>) as FlattenedJWE;
    const { plaintext, protectedHeader } = await flattenedDecrypt(jwe, privateKey);
    expect(protectedHeader).toMatchObject({ enc: "A256GCM", ...(text.includes("kid") ? { kid: "2026" } : {}) });
    opened.push(JSON.parse(new TextDecoder().decode(plaintext)));
    await expect(flattenedDecrypt(jwe, curve().privateKey)).rejects.toThrow();
  }
  expect(opened).toMatchObject([request, [{ token: key.reveal() }]]);
});

test("refuses a receiver's key that is private, too short, or none, and quotes nothing of it", () => {
  const { privateKey } = curve();
  const given = [
    privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    jwk(privateKey),
    pem(generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey),
    pem(generateKeyPairSync("ed25519").publicKey),
    "{",
    "secret words",
  ];
  const messages = given.map((text) => {
    try {
      return String(readHookReach({ KEYHAWK_HOOK_KEY: text }).recipient);
    } catch (error) {
      return (error as Error).message;
    }
  });
  const [secretOne, secretTwo, ...others] = messages;
  for (const message of [secretOne, secretTwo]) expect(message).toMatch(/KEYHAWK_HOOK_KEY is a private key/);
  for (const message of others) expect(message).toMatch(/KEYHAWK_HOOK_KEY must be/);
  expect(messages.join()).not.toMatch(/secret words|"d"/);
});

test.each([
  [{ KEYHAWK_HOOK_ALLOW_PRIVATE: "yes" }, /KEYHAWK_HOOK_ALLOW_PRIVATE must be true or false/],
  [{ KEYHAWK_HOOK_SHAPE: "none" }, /KEYHAWK_HOOK_SHAPE must be one of full, no-key, github-partner/],
])("refuses a setting that cannot be meant (case %#)", (env, message) => {
  expect(() => readHookReach(env)).toThrow(message);
});
