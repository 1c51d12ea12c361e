import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { accessClaims, agentClaims, makeAgentKey, makeJwt, makeKey } from "../keys.ts";
import { dumps } from "./dump-formats.ts";

const credentials: Readonly<Record<string, (seed: string) => string>> = {
  "a refresh token": (seed) => makeKey("openai-refresh-token", seed),
  "an access token": (seed) => makeJwt(accessClaims(seed), seed),
  "an agent identity": (seed) => makeJwt(agentClaims(seed), seed),
  "an agent's private key": (seed) => `"agent_private_key": "${makeAgentKey(seed)}"`,
  "an access token of Codex": (seed) => `CODEX_ACCESS_TOKEN=${makeKey("openai-codex-access-token", seed)}`,
};

/** The credentials of a text and of the same text in another form, which all have `encoding` around them. */
function expectSame(text: string, written: Buffer, encoding: string): void {
  const plain = detect(Buffer.from(text)).detections;
  const { detections } = detect(written);
  expect(plain).toHaveLength(1);
  expect(detections.map(({ credential }) => credential.fingerprint)).toEqual(
    plain.map(({ credential }) => credential.fingerprint),
  );
  expect(detections[0]?.encoding[0]).toBe(encoding);
}

function wide(text: string, write: "writeUInt32LE" | "writeUInt32BE"): Buffer {
  const bytes = Buffer.alloc(4 * text.length);
  for (let i = 0; i < text.length; i++) bytes[write](text.charCodeAt(i), 4 * i);
  return bytes;
}

describe.each(Object.entries(credentials))("%s", (_, make) => {
  it.each(Object.entries(dumps))("is found in what %s prints", (_, dump) => {
    for (let seed = 0; seed < 6; seed++) {
      const text = `# the token of the build machine${"x: ".repeat(9).slice(0, 5 * seed)}\n${make(`${seed}`)}\n`;
      expectSame(
        text,
        Buffer.from(`some text\n${"-".repeat(11 * seed)}\n${dump(Buffer.from(text))}\nmore text`),
        "hex",
      );
    }
  });

  it.each(["utf-32le", "utf-32be"] as const)("is found in a part of binary data in %s", (encoding) => {
    const write = encoding === "utf-32le" ? "writeUInt32LE" : "writeUInt32BE";
    for (let seed = 0; seed < 6; seed++) {
      const text = ` ${make(`${seed}`)} `;
      const junk = Buffer.from([0x93, 0xff, 0xff, 0xfe, 0x01, 0x7f, 0xe8, 0x03]);
      const before = Buffer.concat([Buffer.alloc(4 * seed, junk), Buffer.alloc(4)]);
      expectSame(text, Buffer.concat([before, wide(text, write), junk]), encoding);
    }
  });
});

it("is found once in a text of several blocks, wherever it crosses from one to the next", () => {
  const token = makeKey("openai-refresh-token", "blocks");
  const hidden = wide(` ${token} `, "writeUInt32LE");
  const block = 1 << 17;
  for (const before of [2 * block - 300, 2 * block - 64, 2 * block - 1, 2 * block, 3 * block - 200]) {
    const bytes = Buffer.concat([
      Buffer.alloc(before - (before % 4), "text\n"),
      hidden,
      Buffer.alloc(3 * block, "more\n"),
    ]);
    const { detections } = detect(bytes);
    expect(detections.map(({ encoding, start }) => [encoding[0], start - (before - (before % 4))])).toEqual([
      ["utf-32le", 4],
    ]);
  }
});
