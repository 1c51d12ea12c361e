import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { makeKey } from "../keys.ts";
import { dumps } from "./dump-formats.ts";

describe("a hex dump", () => {
  it.each(Object.entries(dumps))("by %s is read, wherever a key starts in its lines", (_, dump) => {
    const kinds = ["openai-project-key", "openai-user-key", "azure-openai-key"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.nat(1e6), fc.nat(20), fc.nat(20), (kind, seed, before, after) => {
        const key = makeKey(kind, String(seed));
        const text = `${"a=\n ".repeat(6).slice(0, before)} ${key}\n${"b: ".repeat(8).slice(0, after)}`;
        const { detections } = detect(Buffer.from(`some text\n${dump(Buffer.from(text))}\nmore text`));
        expect(detections.map(({ credential, encoding }) => [credential.reveal(), encoding])).toEqual([[key, ["hex"]]]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("text in UTF-32", () => {
  it.each(["utf-32le", "utf-32be"] as const)("in parts of binary data is read as %s", (encoding) => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 60 }),
        (seed, before, after) => {
          const key = makeKey("openai-project-key", String(seed));
          const wide = Buffer.alloc(4 * key.length);
          for (let i = 0; i < key.length; i++) {
            if (encoding === "utf-32le") wide.writeUInt32LE(key.charCodeAt(i), 4 * i);
            else wide.writeUInt32BE(key.charCodeAt(i), 4 * i);
          }
          const bytes = Buffer.concat([
            before,
            Buffer.from([0xff, 0xff, 0xff, 0xff]),
            wide,
            Buffer.from([0xff, 0xff, 0xff, 0xff]),
            after,
          ]);
          const { detections } = detect(bytes);
          expect(detections.map(({ credential, start }) => [credential.reveal(), start])).toEqual([
            [key, before.length + 4],
          ]);
          expect(detections[0]?.encoding).toEqual([encoding]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("invisible characters", () => {
  const written: Readonly<Record<string, (character: string) => string>> = {
    literally: (character) => character,
    "as escapes": (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    "as colours": () => "\u001b[01;31m\u001b[K",
    "as entities": (character) => `&#${character.charCodeAt(0)};`,
  };
  it.each(Object.entries(written))("written %s within a key do not hide it", (_, write) => {
    const kinds = ["openai-project-key", "openai-user-key", "openai-session-token", "openai-realtime-secret"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(1e6),
        fc.constantFrom("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"),
        fc.nat(),
        (kind, seed, character, place) => {
          const key = makeKey(kind, String(seed));
          const from = kind.endsWith("key") ? 4 : 6;
          const at = from + (place % (key.length - from - 1));
          const text = `first\nkey: "${key.slice(0, at)}${write(character)}${key.slice(at)}"\nlast`;
          const { detections } = detect(Buffer.from(text));
          expect(detections.map(({ credential }) => credential.reveal())).toEqual([key]);
          expect(detections[0]?.encoding).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("in UTF-16 do not hide it either", () => {
    const key = makeKey("openai-project-key", "wide");
    const text = Buffer.from(`key: ${key.slice(0, 40)}\u200b${key.slice(40, 60)}\u00ad${key.slice(60)}\n`, "utf16le");
    expect(detect(text).detections.map(({ credential }) => credential.reveal())).toEqual([key]);
  });
});

describe("a lone carriage return", () => {
  const key = makeKey("openai-project-key", "carriage");
  it.each([
    ["between literals", `key = "${key.slice(0, 60)}" +\r    "${key.slice(60)}";\rnext`],
    ["after a backslash", `key = "${key.slice(0, 60)}\\\r${key.slice(60)}"\rnext`],
    ["in quoted-printable", `key ${key.slice(0, 60)}=\r${key.slice(60)}\rnext`],
    ["in base64", Buffer.from(`a: ${key} `).toString("base64").replace(/.{60}/g, "$&\r")],
    ["in hexadecimal digits", Buffer.from(`a: ${key} `).toString("hex").replace(/.{60}/g, "$&\r")],
  ])("ends a line %s", (_, text) => {
    const { detections } = detect(Buffer.from(`first line\r${text}\rlast line`));
    expect(detections.map(({ credential }) => credential.reveal())).toEqual([key]);
  });
});
