import { exposureWords } from "../exposures/detect-exposures.ts";
import { watermark } from "../kinds/grammar.ts";
import { accountNames, encodedAccessToken } from "./account-names.ts";
import { cutsOf } from "./cut.ts";
import { dumpedTexts } from "./dumps.ts";
import { escapedParts } from "./escaped.ts";
import { packedTexts } from "./packed.ts";

/**
 * What must be undone before the bytes of an anchor can be read. `packed` marks containers in base64, which are opened
 * elsewhere; `exposure` marks words that point to a risk rather than a credential, found in the same pass.
 */
export type Outer =
  | "plain"
  | "soft"
  | "base64"
  | "utf-16le"
  | "utf-16be"
  | "utf-32le"
  | "utf-32be"
  | "hex"
  | "dump"
  | "azure-name"
  | "packed"
  | "exposure";

/** Bytes that occur wherever a credential, or an exposure, occurs in some encoding. */
export interface Anchor {
  readonly bytes: Uint8Array;
  readonly outer: Outer;
  /** How many of them precede the encoded text: a line end before its next line, or none. */
  readonly lead: number;
  /** For base64: number (modulo 4) of the first character of encoded text within its group of four. */
  readonly phase: number;
}

/** Beginnings used only for base64 wrapped twice; in plain text `sk-s` would stop the search too often. */
const encodedOnly = new Set(["sk-svcacct", "sk-service"]);

/** How a text encoding, or one of its encodings, begins to write an underscore. */
const underscores = ["%5", "%2", "%3", "=5", "=3", "\\u", "\\x", "&#", "&l", "&U"];

/** Pieces that no other part of the credential can replace, so line ends within their encoded text matter. */
const alone = [
  "sess-",
  // The same, with the separator between letters written by a text encoding.
  ...["%2", "%5", "%3", "=2", "=3", "\\u", "\\x", "&#", "&h", "&d"].map((dash) => `sess${dash}`),
  ...underscores.map((underscore) => `ek${underscore}`),
  // With a hexadecimal digit: three bytes alone leave too little in base64.
  ...[..."0123456789abcdef"].map((digit) => `ek_${digit}`),
];

/** Beginnings and ends of {@link accountNames}, searched for in encoded text: a line end there splits at most one of the two. */
const accountNameParts = [
  ...["CODEX_A", "codex_a", "odexAcc", "CODEX_T", "codex_t", "odexTok", "ersonal_a", "ERSONAL_A", "ersonalA"],
  ...["CODEX_PAT", "SS_TOKEN", "ss_token", "ssToken", "ss-token"],
];

/** A part of how the private key of an agent begins: PKCS #8 of Ed25519 in base64. */
const agentKeyPart = "AwBQYDK2VwBC";

/** Claims in the payload of OpenAI's JSON Web Tokens. Several are listed because a line end may split one. */
const claims = ["openai.com", "chatgpt"];

/** Characters of a claim's base64 that are searched for: more would make the anchors longer but not rarer. */
const claimCharacters = 8;

/** Characters that may come next in a refresh token: three bytes alone are too few to search for. */
const afterRefresh = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** The beginnings of refresh tokens; those of the newer format are long enough by themselves. */
const refreshBeginnings = ["rt_", "rt.1."];

/** With an underscore escaped as in JSON and JavaScript; other escapes would need too many triggers. */
const escapedRefreshTokens = ["rt\\u", "rt\\x"];

/**
 * Parts of the plain anchors. Each is short, so that a literal split within the watermark still contains one of them
 * whole. They overlap in the watermark, so that two splits do not hide it either.
 */
const pieces = [
  watermark,
  // A key whose watermark is split into more pieces than these allow is still recognised by its beginning.
  ...["sk-proj", "sk-admin", "sk-None"],
  ...encodedOnly,
  ...[0, 1, 2, 3, 4].map((at) => watermark.slice(at, at + 4)),
  ...alone,
  agentKeyPart,
  "JQQJ",
  "QJ99",
  "ACOG",
];

/** What remains of an Azure key's second mark when the first is split too, as eight literals of equal length do. */
const joinedMarks = ['"COG', "'COG", "`COG", "\nCOG"];

/** What most often precedes a credential. */
const openings = ["", ..."\"'=: \n"];

/** How a key begins when both a program and a base64 line end split its watermark. */
const beginnings = openings.map((before) => `${before}sk-`);

/** Names that identify 32 hexadecimal digits as an Azure OpenAI key. */
const azureNames = [
  ...["AZURE_OPENAI", "azure_openai", "azure-openai", "azure.openai", "AzureOpenAI", "azureOpenAI", "AzureChatOpenAI"],
  "openai.azure.com",
];

/** The search compares four bytes at a time: fewer cannot match. */
const fewestBytes = 4;

interface Known {
  /** The base64 characters that these bytes alone determine. */
  readonly text: string;
  /** Number (modulo 4) of the first of them within its group of four. */
  readonly phase: number;
}

const base64Alphabets = ["base64", "base64url"] as const;

/** The base64 of `bytes` at each of the three alignments. */
function inBase64(bytes: Uint8Array): Known[] {
  return [0, 1, 2].flatMap((shift) =>
    base64Alphabets.map((alphabet) => {
      const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(alphabet);
      const first = Math.ceil((shift * 8) / 6);
      const last = Math.floor(((shift + bytes.length) * 8) / 6);
      return { text: text.slice(first, last), phase: first % 4 };
    }),
  );
}

function inUtf16(bytes: Uint8Array, zero: Uint8Array, order: "le" | "be"): Uint8Array {
  const parts = [...bytes].flatMap((byte) =>
    order === "le" ? [Uint8Array.of(byte), zero] : [zero, Uint8Array.of(byte)],
  );
  return Buffer.concat(parts);
}

/** In text with four bytes per character, as in wide strings of programs and in NumPy arrays. */
function inUtf32(bytes: Uint8Array): Anchor[] {
  const zeros = Buffer.alloc(3);
  return [
    { bytes: inUtf16(bytes, zeros, "le"), outer: "utf-32le", lead: 0, phase: 0 },
    { bytes: inUtf16(bytes, zeros, "be"), outer: "utf-32be", lead: 0, phase: 0 },
  ];
}

function inHex(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString("hex");
  return [text, text.toUpperCase()];
}

const nul = Uint8Array.of(0);

const latin1 = (text: string) => Buffer.from(text, "latin1");

function anchorOf(text: string, outer: Outer, phase = 0): Anchor {
  return { bytes: latin1(text), outer, lead: 0, phase };
}

/** One layer of encoding that changes letters, around `bytes`. */
function encode(bytes: Uint8Array): Anchor[] {
  return [
    ...inBase64(bytes).map(({ text, phase }) => anchorOf(text, "base64", phase)),
    { bytes: inUtf16(bytes, nul, "le"), outer: "utf-16le", lead: 0, phase: 0 },
    { bytes: inUtf16(bytes, nul, "be"), outer: "utf-16be", lead: 0, phase: 0 },
    ...inHex(bytes).map((text) => anchorOf(text, "hex")),
  ];
}

/** The same with a line end inside: base64 and hex are wrapped between whole groups. */
function encodeCut(bytes: Uint8Array): Anchor[] {
  return [
    ...inBase64(bytes).flatMap(({ text, phase }) =>
      cutsOf(text, (4 - phase) % 4, 4).map(
        ({ bytes, lead, index }): Anchor => ({ bytes, outer: "base64", lead, phase: (phase + index) % 4 }),
      ),
    ),
    ...inHex(bytes).flatMap((text) =>
      cutsOf(text, 2, 2).map(({ bytes, lead }): Anchor => ({ bytes, outer: "hex", lead, phase: 0 })),
    ),
  ];
}

/** How text encodings write the zero bytes of UTF-16. */
const writtenZeros = ["%00", "=00", "\\x00", "\\u0000", "\\u{0}"];

/** In both byte orders: in big-endian text the next character supplies the last zero. */
function softenedUtf16(bytes: Uint8Array): Anchor[] {
  return writtenZeros.map((zero): Anchor => {
    return { bytes: inUtf16(bytes, Buffer.from(zero, "latin1"), "le"), outer: "soft", lead: 0, phase: 0 };
  });
}

/** Beginnings whose last character is itself rewritten by the encodings that write zeros. */
const softenedBeginnings = ["sess", "ek"];

function family(outer: Outer): string {
  return outer.slice(0, 6);
}

/** An encoded piece, and the same in a second layer of encoding. */
function withOuterLayer(inner: Anchor): Anchor[] {
  // No one writes UTF-16 of UTF-16 or hex of hex; base64 of base64 does occur.
  const twice = encode(inner.bytes).filter(({ outer }) => outer === "base64" || family(outer) !== family(inner.outer));
  return [inner, ...twice];
}

/** Parts of the claims as a token contains them: its payload is base64. */
function claimPieces(): string[] {
  return claims.flatMap((claim) => inBase64(latin1(claim)).map(({ text }) => text.slice(0, claimCharacters)));
}

/** Refresh tokens as they are and encoded, in base64 also twice. */
function refreshTokens(): Anchor[] {
  const withNext = afterRefresh.map((next) => `rt_${next}`);
  // At each alignment the next character decides a few bits of the last one that is searched for.
  const inText = [
    ...withNext.flatMap((text) =>
      inBase64(latin1(text)).map((known) => ({ ...known, text: known.text.slice(0, fewestBytes) })),
    ),
    ...inBase64(latin1("rt.1.")),
  ];
  return [
    ...[...withNext, "rt.1.", ...escapedRefreshTokens].map((text) => anchorOf(text, "plain")),
    ...refreshBeginnings.flatMap((text) => encode(latin1(text))).filter(({ outer }) => outer !== "base64"),
    ...inText.map(({ text, phase }) => anchorOf(text, "base64", phase)),
    ...inText.flatMap(({ text }) => inBase64(latin1(text)).map((known) => anchorOf(known.text, "base64", known.phase))),
  ];
}

function derive(): Anchor[] {
  const word = (outer: Outer) => (text: string) => anchorOf(text, outer);
  const anchors: Anchor[] = [...azureNames.map(word("azure-name")), ...exposureWords.map(word("exposure"))];
  for (const piece of [...pieces, ...claimPieces()]) {
    const bytes = latin1(piece);
    if (!encodedOnly.has(piece)) anchors.push(word("plain")(piece));
    if (/^\w+$/.test(piece) && piece.length <= claimCharacters && !piece.startsWith("ek")) {
      anchors.push(...softenedUtf16(bytes));
    }
    anchors.push(...encode(bytes).flatMap(withOuterLayer));
  }
  anchors.push(word("base64")(encodedAccessToken));
  anchors.push(...accountNames.map(word("plain")), ...accountNameParts.flatMap((part) => encode(latin1(part))));
  anchors.push(...refreshTokens());
  anchors.push(...softenedBeginnings.flatMap((beginning) => softenedUtf16(latin1(beginning))));
  anchors.push(...joinedMarks.map(word("plain")));
  anchors.push(...escapedParts.map(word("soft")));
  for (const beginning of beginnings)
    anchors.push(...encode(latin1(beginning)).filter(({ outer }) => outer === "base64"));
  for (const { text, lead, phase } of packedTexts((inner) => inBase64(latin1(inner)))) {
    anchors.push({ bytes: latin1(text), outer: "packed", lead, phase });
  }
  anchors.push(...dumpedTexts.map(word("dump")));
  for (const piece of [watermark, "sess-", "ek_", "JQQJ99"]) anchors.push(...inUtf32(latin1(piece)));
  for (const piece of [...alone, "JQQJ99", "ACOG"]) anchors.push(...encodeCut(latin1(piece)));
  const distinct = new Map<string, Anchor>();
  for (const anchor of anchors) {
    if (anchor.bytes.length < fewestBytes) continue;
    const key = `${anchor.outer}:${anchor.phase}:${Buffer.from(anchor.bytes).toString("latin1")}`;
    if (!distinct.has(key)) distinct.set(key, anchor);
  }
  return [...distinct.values()];
}

/**
 * Every anchor: each detection, in any chain of two encodings, contains at least one of them. Derived once from the
 * plain ones; text encodings (percent, escapes, entities, …) leave letters and digits unchanged, so they need no
 * anchors of their own.
 */
export const anchors: readonly Anchor[] = derive();
