import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { address, type Document } from "../../src/source/document.ts";
import { keysBySeed } from "./keys-by-seed.ts";
import { placesOf, scanSource } from "./scanning.ts";

const { key, seeds } = keysBySeed();

/** What a directory states about a member, where it differs from the member's own header. */
interface Lie {
  readonly method?: number;
  readonly compressedBytes?: number;
  readonly bytes?: number;
}

/** Fields of a zip record: each a number and its size in bytes. */
function record(signature: string, ...fields: readonly (readonly [value: number, size: 2 | 4])[]): Buffer {
  const parts = fields.map(([value, size]) => {
    const field = Buffer.alloc(size);
    field.writeUIntLE(value, 0, size);
    return field;
  });
  return Buffer.concat([Buffer.from(signature), ...parts]);
}

function localMember(name: string, text: string): { readonly bytes: Buffer; listedAt(at: number, lie?: Lie): Buffer } {
  const data = deflateRawSync(text);
  const fields = (method: number, compressedBytes: number, bytes: number) =>
    [
      [20, 2],
      [0, 2],
      [method, 2],
      [0, 4],
      [crc32(text), 4],
      [compressedBytes, 4],
      [bytes, 4],
      [name.length, 2],
    ] as const;
  const header = record("PK\u0003\u0004", ...fields(8, data.length, text.length), [0, 2]);
  return {
    bytes: Buffer.concat([header, Buffer.from(name), data]),
    listedAt(at, { method = 8, compressedBytes = data.length, bytes = text.length } = {}) {
      const stated = fields(method, compressedBytes, bytes);
      const rest = [
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [at, 4],
      ] as const;
      return Buffer.concat([record("PK\u0001\u0002", [20, 2], ...stated, ...rest), Buffer.from(name)]);
    },
  };
}

function end(
  entries: number,
  directoryBytes: number,
  directoryAt: number,
  comment: Uint8Array = Buffer.alloc(0),
): Buffer {
  const fields = [
    [0, 2],
    [0, 2],
    [entries, 2],
    [entries, 2],
    [directoryBytes, 4],
    [directoryAt, 4],
  ] as const;
  return Buffer.concat([record("PK\u0005\u0006", ...fields, [comment.length, 2]), comment]);
}

const clean = localMember("clean.txt", "nothing here\n");

function leaking(seed: string) {
  return localMember("leak.env", `A=${key(seed)}\n`);
}

/** Two members, and a directory with a lie about the second, or an end that counts fewer of them. */
function lying(seed: string, lie: Lie, entries = 2): Buffer {
  const leak = leaking(seed);
  const at = clean.bytes.length;
  const directory = Buffer.concat([clean.listedAt(0), leak.listedAt(at, lie)]);
  return Buffer.concat([clean.bytes, leak.bytes, directory, end(entries, directory.length, at + leak.bytes.length)]);
}

function commented(seed: string, comment: Buffer): Buffer {
  const leak = leaking(seed);
  const directory = leak.listedAt(0);
  return Buffer.concat([leak.bytes, directory, end(1, directory.length, leak.bytes.length, comment)]);
}

function unlisted(seed: string, order: "before" | "between"): Buffer {
  const leak = leaking(seed);
  const members = order === "before" ? [leak.bytes, clean.bytes] : [clean.bytes, leak.bytes];
  const directory = clean.listedAt(order === "before" ? leak.bytes.length : 0);
  return Buffer.concat([...members, directory, end(1, directory.length, Buffer.concat(members).length)]);
}

async function scanZip(bytes: Uint8Array) {
  const document: Document = { address: address("file", { path: "a.zip" }), bytes, firstLine: 1, added: null };
  const { findings, coverage } = await scanSource([{ type: "document", document }]);
  return { places: placesOf(findings, seeds), notScanned: coverage.notScanned.map(({ reason }) => reason) };
}

describe("a zip file", () => {
  it.each<[situation: string, bytes: (seed: string) => Buffer]>([
    ["is not listed and precedes the others", (seed) => unlisted(seed, "before")],
    ["is not listed and is next to the directory", (seed) => unlisted(seed, "between")],
    ["is listed beyond the count of members", (seed) => lying(seed, {}, 1)],
    ["is listed in a directory that claims to be empty", (seed) => lying(seed, {}, 0)],
    ["is listed as empty", (seed) => lying(seed, { compressedBytes: 0, bytes: 0 })],
    ["is listed as stored", (seed) => lying(seed, { method: 0, bytes: 0 })],
    ["is listed as smaller than it is", (seed) => lying(seed, { bytes: 3 })],
    ["is in a file whose comment looks like the end of an empty one", (seed) => commented(seed, end(0, 0, 0))],
    ["is in a file whose comment looks like the end of another one", (seed) => commented(seed, end(1, 60, 0))],
  ])("yields a member that %s", async (situation, bytes) => {
    const { places, notScanned } = await scanZip(bytes(situation));
    expect(places).toEqual([`a.zip > leak.env:1:3 ${situation}`]);
    expect(notScanned).toEqual([]);
  });

  it("reports a member that is cut off by the size its directory states", async () => {
    const { notScanned } = await scanZip(lying("cut off", { compressedBytes: 10 }));
    expect(notScanned).toContain("unreadable");
  });

  it.each([
    ["text", "comment", Buffer.from("#comment\n")],
    ["an image", "signature", Buffer.alloc(300, 7)],
  ])("is opened behind %s and before a %s", async (_, seed, rest) => {
    const front = seed === "comment" ? Buffer.from("plain text\n") : Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
    const bytes = seed === "comment" ? commented(seed, rest) : Buffer.concat([commented(seed, Buffer.alloc(0)), rest]);
    const { places, notScanned } = await scanZip(Buffer.concat([front, bytes]));
    expect(places).toEqual([`a.zip > leak.env:1:3 ${seed}`]);
    expect(notScanned).toEqual([]);
  });

  it("yields each listed member once", async () => {
    const { places, notScanned } = await scanZip(lying("listed", {}));
    expect(places).toEqual(["a.zip > leak.env:1:3 listed"]);
    expect(notScanned).toEqual([]);
  });
});
