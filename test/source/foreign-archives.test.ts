import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/detect/credential.ts";
import { address } from "../../src/source/document.ts";
import type { SourceItem } from "../../src/source/source.ts";
import { makeKey } from "../keys.ts";
import { ar, png, rar4, rar5, unixProgram, windowsProgram } from "./archives/builders.ts";
import { archivedText, foreignArchives } from "./archives/masked.ts";
import { placesOf, scanSource } from "./scanning.ts";

const archives = foreignArchives();
const seeds = new Map([[fingerprint(makeKey("openai-project-key", "archived")), "key"]]);
const text = Buffer.from(archivedText);
const zipped = Buffer.from(zipSync({ "a.env": new Uint8Array(text) }));

function archive(name: string): Buffer {
  const bytes = archives.get(name);
  if (bytes === undefined) throw new Error(`There is no archive ${name}.`);
  return bytes;
}

const file = (path: string, bytes: Uint8Array): SourceItem[] => [
  { type: "document", document: { address: address("file", { path }), bytes, firstLine: 1, added: null } },
];

/** The chains of members in which the key is found, and the reasons of what was not read. */
async function scanned(path: string, bytes: Uint8Array): Promise<readonly string[]> {
  const { findings, coverage } = await scanSource(file(path, bytes));
  return [...placesOf(findings, seeds), ...coverage.notScanned.map(({ reason, detail }) => `${reason}: ${detail}`)];
}

const inText = "2:16 key";

describe("archives that other programs made", () => {
  it.each([
    ["a.7z", `a.7z > a.env:${inText}`],
    ["a.cab", `a.cab > a.env:${inText}`],
    ["newc.cpio", `newc.cpio > a.env:${inText}`],
    ["odc.cpio", `odc.cpio > a.env:${inText}`],
    ["bin.cpio", `bin.cpio > a.env:${inText}`],
    ["a.env.xz", `a.env.xz > a.env:${inText}`],
    ["a.env.bz2", `a.env.bz2 > a.env:${inText}`],
    ["a.env.lzma", `a.env.lzma > a.env:${inText}`],
    ["a.env.lz", `a.env.lz > a.env:${inText}`],
    ["a.env.lz4", `a.env.lz4 > a.env:${inText}`],
    ["blocks.lz4", "blocks.lz4 > blocks:20002:16 key"],
    ["legacy.lz4", "legacy.lz4 > legacy:20002:16 key"],
    ["a.tar.xz", `a.tar.xz > a.env:${inText}`],
    ["a.tar.Z", `a.tar.Z > a.env:${inText}`],
    ["bzip2.zip", `bzip2.zip > a.env:${inText}`],
    ["lzma.zip", `lzma.zip > a.env:${inText}`],
    ["xz.zip", `xz.zip > a.env:${inText}`],
    ["ppmd.zip", `ppmd.zip > a.env:${inText}`],
    ["a.iso.gz", `a.iso.gz > a.iso > a.env:${inText}`],
    ["w3.zstdio.rpm", `w3.zstdio.rpm > w3.zstdio.rpm > ./a.env:${inText}`],
    ["w2.xzdio.rpm", `w2.xzdio.rpm > w2.xzdio.rpm > ./a.env:${inText}`],
    ["w9.gzdio.rpm", `w9.gzdio.rpm > w9.gzdio.rpm > ./a.env:${inText}`],
  ])("opens %s and names the place in its member", async (name, place) => {
    expect(await scanned(name, archive(name))).toEqual([place]);
  });

  it("opens RAR, ar, zstd and zlib files", async () => {
    const debian = ar({ "debian-binary": "2.0\n", "data.tar.xz": archive("a.tar.xz") });
    expect(await scanned("4.rar", rar4("a.env", text))).toEqual([`4.rar > a.env:${inText}`]);
    expect(await scanned("5.rar", rar5("a.env", text))).toEqual([`5.rar > a.env:${inText}`]);
    expect(await scanned("a.deb", debian)).toEqual([`a.deb > data.tar.xz > a.env:${inText}`]);
    expect(await scanned("a.env.zst", zstdCompressSync(text))).toEqual([`a.env.zst > a.env:${inText}`]);
    expect(await scanned("object", deflateSync(text))).toEqual([`object > object:${inText}`]);
  });

  it.each(["snappy", "gzip", "brotli", "zstd", "lz4"])("reads the columns of a Parquet file with %s", async (codec) => {
    const name = `${codec}.parquet`;
    expect(await scanned(name, archive(name))).toEqual([
      ...["more.x", "note", "raw"].map((column) => `${name} > ${column}:42:16 key`),
      `${name} > tags.list.element:5:16 key`,
    ]);
  });

  it("reads a Parquet file without dictionaries, in parts and with values that repeat the one before", async () => {
    const columns = ["more.x", "note", "raw", "tags.list.element"];
    expect(await scanned("a.parquet", archive("plain.parquet"))).toEqual(
      columns.map((column) => `a.parquet > ${column}, part 5:${column.startsWith("tags") ? 5 : 2}:16 key`),
    );
    expect(await scanned("a.parquet", archive("v2.parquet"))).toEqual(
      columns.map((column) => `a.parquet > ${column}:${column.startsWith("tags") ? 85 : 42}:16 key`),
    );
  });

  it.each(["deflate", "snappy", "bzip2"])("reads the blocks of an Avro file with %s", async (codec) => {
    expect(await scanned("a.avro", archive(`${codec}.avro`))).toEqual([`a.avro > block 1:${inText}`]);
  });

  it.each(["zlib", "snappy", "lz4", "zstd"])("reads the stripes of an ORC file with %s", async (codec) => {
    expect(await scanned("a.orc", archive(`${codec}.orc`))).toEqual([`a.orc > stripe 1:${inText}`]);
  });

  it("reports an ORC file that is cut off, damaged or compressed in a way that cannot be opened", async () => {
    const damaged = ["unreadable: The ORC data is damaged or cut off."];
    const orc = archive("zlib.orc");
    expect(await scanned("a.orc", orc.subarray(0, -30))).toEqual(damaged);
    expect(await scanned("a.orc", Buffer.from("ORC\x0a\x03\0\0", "latin1"))).toEqual(damaged);
    // The stripe begins after the magic number, with its index.
    const stripe = Buffer.from(orc).fill(0xff, 3, 400);
    expect(await scanned("a.orc", stripe)).toEqual(["unreadable: stripe 1: The ORC data is damaged."]);
    // The codec's number follows the length of the footer in the postscript.
    const codec = Buffer.from(orc);
    const postscript = codec.length - 1 - codec.readUInt8(codec.length - 1);
    codec[codec.indexOf(0x10, postscript + 2) + 1] = 3;
    expect(await scanned("a.orc", codec)).toEqual(["unsupported: This compression of ORC cannot be opened."]);
  });

  it("reports tables that are damaged or claim more than they hold", async () => {
    const cut = archive("gzip.parquet").subarray(0, 1500);
    expect(await scanned("a.parquet", cut)).toContain("unreadable: The Parquet data is damaged or cut off.");
    const avro = archive("deflate.avro");
    expect(await scanned("a.avro", avro.subarray(0, avro.length - 40))).toEqual([
      "unreadable: The Avro data is damaged or cut off.",
    ]);
    // Lists of 2^24 elements inside each other, of which only the first is there: room for all of them is 4 GB.
    const lists = Buffer.concat(Array.from({ length: 30 }, () => Buffer.from([0xf9, 0x80, 0x80, 0x80, 0x08])));
    const footer = Buffer.concat([Buffer.from([0x19]), lists, Buffer.from([0])]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    const claims = Buffer.concat([Buffer.from("PAR1\x15\x04", "latin1"), footer, length, Buffer.from("PAR1")]);
    expect(await scanned("a.parquet", claims)).toEqual(["unreadable: The Parquet data is damaged or cut off."]);
  });

  it("reads all concatenated streams of a compressed file", async () => {
    const first = zstdCompressSync(Buffer.alloc(200_000, "a line of text\n"));
    const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]);
    const zstd = Buffer.concat([skippable, first, skippable, zstdCompressSync(text)]);
    expect(await scanned("a.zst", zstd)).toEqual(["a.zst > a:13335:16 key"]);
    const xz = Buffer.concat([archive("a.env.xz"), archive("a.env.xz")]);
    expect(await scanned("a.xz", xz)).toEqual([`a.xz > a:${inText}`, "a.xz > a:4:16 key"]);
    const bzip2 = Buffer.concat([archive("a.env.bz2"), archive("a.env.bz2")]);
    expect(await scanned("a.bz2", bzip2)).toEqual([`a.bz2 > a:${inText}`, "a.bz2 > a:4:16 key"]);
  });

  it("opens data appended to a program or a script", async () => {
    const script = Buffer.from("#!/bin/sh\nskip=3\ntail -n +3 $0 | tar x; exit\n");
    const signature = Buffer.alloc(3000, 7);
    expect(await scanned("a.exe", windowsProgram(archive("a.7z")))).toEqual([`a.exe > a.env:${inText}`]);
    expect(await scanned("signed.exe", windowsProgram(Buffer.concat([zipped, signature])))).toEqual([
      `signed.exe > a.env:${inText}`,
    ]);
    expect(await scanned("a.bin", unixProgram(rar5("a.env", text)))).toEqual([`a.bin > a.env:${inText}`]);
    expect(await scanned("a.AppImage", unixProgram(archive("a.squashfs")))).toEqual([
      "unsupported: It was recognised as SquashFS, which cannot be opened.",
    ]);
    for (const payload of [archive("a.tar.xz"), gzipSync(text), zstdCompressSync(text)]) {
      expect(await scanned("a.run", Buffer.concat([script, payload]))).toEqual([expect.stringMatching(/:2:16 key$/)]);
    }
  });

  it("opens each of several concatenated containers", async () => {
    const other = Buffer.from(zipSync({ "b.env": new Uint8Array(text) }));
    expect(await scanned("two.zip", Buffer.concat([zipped, other]))).toEqual([
      `two.zip > a.env:${inText}`,
      `two.zip > b.env:${inText}`,
    ]);
    expect(await scanned("a.gz", Buffer.concat([archive("a.env.xz"), other]))).toEqual([
      `a.gz > a:${inText}`,
      `a.gz > b.env:${inText}`,
    ]);
    expect(await scanned("a.jpg", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), other]))).toEqual([
      `a.jpg > b.env:${inText}`,
    ]);
  });

  it("opens a zip file with any first signature, and a truncated one", async () => {
    const spanned = Buffer.concat([Buffer.from("PK00"), zipped]);
    for (const offset of [spanned.lastIndexOf("PK\x01\x02") + 42, spanned.length - 6]) {
      spanned.writeUInt32LE(spanned.readUInt32LE(offset) + 4, offset);
    }
    expect(await scanned("spanned.zip", spanned)).toEqual([`spanned.zip > a.env:${inText}`]);
    const cut = zipped.subarray(0, zipped.lastIndexOf("PK\x01\x02"));
    expect(await scanned("cut.zip", cut)).toEqual([
      `cut.zip > a.env:${inText}`,
      "unreadable: The zip archive is damaged.",
    ]);
    const split = Buffer.concat([Buffer.from("PK\x07\x08"), zipped.subarray(0, 100)]);
    expect(await scanned("a.z01", split)).toEqual(["unsupported: It is one part of a split zip file."]);
  });

  it("opens zip files in zip64 format after a program", async () => {
    const end = zipped.length - 22;
    const record = Buffer.alloc(56);
    record.write("PK\x06\x06", "latin1");
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(1n, 24);
    record.writeBigUInt64LE(1n, 32);
    record.writeBigUInt64LE(BigInt(zipped.readUInt32LE(end + 12)), 40);
    record.writeBigUInt64LE(BigInt(zipped.readUInt32LE(end + 16)), 48);
    const locator = Buffer.alloc(20);
    locator.write("PK\x06\x07", "latin1");
    locator.writeBigUInt64LE(BigInt(end), 8);
    locator.writeUInt32LE(1, 16);
    const last = Buffer.from(zipped.subarray(end));
    last.fill(0xff, 8, 20);
    const large = Buffer.concat([zipped.subarray(0, end), record, locator, last]);
    expect(await scanned("large.exe", windowsProgram(large))).toEqual([`large.exe > a.env:${inText}`]);
  });

  it("reads compressed text of PNG files", async () => {
    const keyword = Buffer.from("parameters\0");
    const compressed = png(["zTXt", Buffer.concat([keyword, Buffer.from([0]), deflateSync(text)])]);
    const international = png(["iTXt", Buffer.concat([keyword, Buffer.from([1, 0, 0, 0]), deflateSync(text)])]);
    expect(await scanned("a.png", compressed)).toEqual([`a.png > zTXt 1:${inText}`]);
    expect(await scanned("b.png", international)).toEqual([`b.png > iTXt 1:${inText}`]);
    expect(await scanned("c.png", png())).toEqual([]);
  });

  it("reports password-protected archives", async () => {
    expect(await scanned("locked.7z", archive("locked.7z"))).toEqual([
      "encrypted: a.env: It is protected by a password.",
    ]);
    expect(await scanned("headers-locked.7z", archive("headers-locked.7z"))).toEqual([
      "encrypted: It is protected by a password.",
    ]);
  });

  it.each(["a.7z", "a.cab", "newc.cpio", "bin.cpio", "a.env.xz", "a.env.bz2", "a.env.lz"])(
    "reports that %s is truncated",
    async (name) => {
      const whole = archive(name);
      const { coverage } = await scanSource(file(name, whole.subarray(0, Math.floor(whole.length * 0.35))));
      expect(coverage.notScanned.map(({ reason }) => reason)).toContain("unreadable");
    },
  );

  it("reads every stream of a compressed file, with zeros between them, and reports other data after them", async () => {
    const followed = "unreadable: The compressed data is followed by something else.";
    const zeros = Buffer.alloc(512);
    for (const [name, pack] of [
      ["a.gz", gzipSync],
      ["a.zz", deflateSync],
    ] as const) {
      const other = pack("nothing");
      const found = `${name} > a:2:16 key`;
      expect(await scanned(name, Buffer.concat([other, pack(text), zeros]))).toEqual([found]);
      expect(await scanned(name, Buffer.concat([other, zeros, pack(text)]))).toEqual([found]);
      expect(await scanned(name, Buffer.concat([other, Buffer.from("JUNKJUNK"), pack(text)]))).toEqual([followed]);
    }
    const bzip2 = archive("a.env.bz2");
    const place = `a.env.bz2 > a.env:${inText}`;
    expect(await scanned("a.env.bz2", bzip2)).toEqual([place]);
    const twice = `a.env.bz2 > a.env:4:16 key`;
    expect(await scanned("a.env.bz2", Buffer.concat([bzip2, bzip2]))).toEqual([place, twice]);
    expect(await scanned("a.env.bz2", Buffer.concat([bzip2, zeros, bzip2]))).toEqual([place, twice, followed]);
    expect(await scanned("a.env.bz2", Buffer.concat([bzip2, zipped.subarray(0, 40)]))).toEqual([place, followed]);
  });

  it("reports an lzma file that is truncated anywhere", async () => {
    const whole = archive("a.env.lzma");
    for (let length = 20; length < whole.length - 10; length += 7) {
      const { coverage } = await scanSource(file("a.env.lzma", whole.subarray(0, length)));
      expect(coverage.notScanned.map(({ reason }) => reason)).toEqual(["unreadable"]);
    }
  });

  it("names encrypted data in base64 and compressed OpenPGP data", async () => {
    const salted = Buffer.concat([Buffer.from("Salted__"), Buffer.alloc(40, 7)]).toString("base64");
    expect(await scanned("a.enc", Buffer.from(`${salted}\n`))).toEqual([
      "encrypted: It was recognised as OpenSSL, and is encrypted.",
    ]);
    expect(await scanned("a.gpg", Buffer.concat([Buffer.from([0xa3, 2]), deflateSync(text)]))).toEqual([
      "unsupported: It was recognised as compressed OpenPGP data, which cannot be opened.",
    ]);
  });

  it("abandons members that unpack to too much, and continues with the others", async () => {
    const zeros = zstdCompressSync(Buffer.alloc(60 * 1024 * 1024));
    expect(await scanned("a.zst", zeros)).toEqual([expect.stringMatching(/^archive-limit: a: It unpacks to more/)]);
    expect(await scanned("a.xz", archive("zeros.xz"))).toEqual([
      expect.stringMatching(/^archive-limit: a: It unpacks to more/),
    ]);
    expect(await scanned("bomb.7z", archive("bomb.7z"))).toEqual([
      `bomb.7z > z.env:${inText}`,
      expect.stringMatching(/^archive-limit: a.zeros: It unpacks to more/),
    ]);
  });

  it("terminates for any bytes after an archive signature", { timeout: 120_000 }, async () => {
    const damage = fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...archives.keys()), damage, async (name, edits) => {
        const bytes = Buffer.from(archive(name));
        for (const [at, value] of edits) bytes[6 + (at % (bytes.length - 6))] = value;
        await scanSource(file(name, bytes));
      }),
      { numRuns: 60 },
    );
  });
});

/** A document of an older Office program, with the name of a stream. */
function compoundFile(stream: string): Buffer {
  return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512), Buffer.from(stream, "utf16le")]);
}

describe("formats that are recognised", () => {
  it.each([
    ["SquashFS", archive("a.squashfs")],
    ["lzop", Buffer.from("\x89LZO\0\r\n\x1a\n\x10", "latin1")],
    ["uuencoded data", Buffer.from("begin 644 a.env\n$:V5Y<P  \n`\nend\n")],
    ["yEnc data", Buffer.from("=ybegin line=128 size=5 name=a.env\n")],
    ["HDF5", Buffer.from("\x89HDF\r\n\x1a\n\0\0", "latin1")],
    ["QCOW", Buffer.from("QFI\xfb\0\0\0\x03", "latin1")],
    ["Redis dump", Buffer.from("REDIS0011\xfa\x09redis-ver", "latin1")],
    ["ZPAQ", Buffer.from("zPQ\x01\x01\0", "latin1")],
    ["HDF5", Buffer.concat([Buffer.alloc(512), Buffer.from("\x89HDF\r\n\x1a\n\0\0", "latin1")])],
    ["LevelDB table", Buffer.concat([Buffer.alloc(99, 1), Buffer.from("57fb808b247547db", "hex")])],
    ["DMG", Buffer.concat([Buffer.alloc(99, 1), Buffer.from("koly\0\0\0\x04"), Buffer.alloc(504)])],
    ["compound file with macros", compoundFile("_VBA_PROJECT")],
    ["ext image", Object.assign(Buffer.alloc(4096), { 1080: 0x53, 1081: 0xef, 1082: 1, 1084: 1 })],
  ])("names %s as not opened", async (name, bytes) => {
    expect(await scanned("file", bytes)).toEqual([
      `unsupported: It was recognised as ${name}, which cannot be opened.`,
    ]);
  });

  it.each([
    ["age", Buffer.from("age-encryption.org/v1\n-> X25519 abc\n")],
    ["OpenPGP", Buffer.from("-----BEGIN PGP MESSAGE-----\n\nabc\n")],
    ["OpenPGP", Buffer.from(`85020c03${"ab".repeat(8)}01${"cd".repeat(99)}`, "hex")],
    ["OpenPGP", Buffer.from(`8c0d04090302${"ab".repeat(99)}`, "hex")],
    ["Ansible Vault", Buffer.from("$ANSIBLE_VAULT;1.1;AES256\n3161\n")],
    ["Parquet", Buffer.from("PARE\x15\x04", "latin1")],
    ["LUKS", Buffer.from("LUKS\xba\xbe\0\x02", "latin1")],
    ["an Office document", compoundFile("EncryptedPackage")],
  ])("names %s as encrypted", async (name, bytes) => {
    expect(await scanned("file", bytes)).toEqual([`encrypted: It was recognised as ${name}, and is encrypted.`]);
  });

  it("lists nothing for a compound file without macros", async () => {
    expect(await scanned("a.doc", compoundFile("WordDocument"))).toEqual([]);
  });

  it.each([
    { format: "OpenPGP", prose: "\x85\x01 is not a session key\n" },
    { format: "ZPAQ", prose: "zPQ is short\n" },
    { format: "Parquet", prose: "PAR1,PAR2\n1,2\n" },
    { format: "uuencoded data", prose: "begin 644 as the mode\nof the file\n" },
    { format: "ORC", prose: "ORC is a format\n" },
    { format: "cpio", prose: "070701 is how cpio begins, and this is not it\n" },
    { format: "xz", prose: "xz\n" },
    { format: "zlib", prose: "x^2 + y^2\n" },
    { format: "HDF5", prose: "HKEY_LOCAL_MACHINE\\Software\n" },
    { format: "a program", prose: "MZ is not a program\n" },
    { format: "a Redis dump", prose: "REDIS0011 is a dump\n" },
    { format: "Flash", prose: "CWS\n" },
    { format: "lzma", prose: "]\0\0 not lzma, only a bracket and two zeros" },
    { format: "bzip2", prose: "BZh9 is what bzip2 files begin with" },
  ])("does not take text that begins like $format for a container", async ({ prose }) => {
    expect(await scanned("a.txt", Buffer.from(prose, "latin1"))).toEqual([]);
  });
});
