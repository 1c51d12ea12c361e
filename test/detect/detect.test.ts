import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import type { Detection, Encoding } from "../../src/detect/detection.ts";
import { type KindId, kinds } from "../../src/detect/kind.ts";
import { makeKey } from "../keys.ts";
import { type ChainedEncoding, encoders, wrap } from "./encode.ts";

const everyKind = Object.keys(kinds) as KindId[];
/** Found anywhere; an access token of Codex only beside its name. */
const namelessKinds = everyKind.filter((kind) => kind !== "openai-codex-access-token");
const encodings = Object.keys(encoders) as ChainedEncoding[];

/** What must be near a key of some kind, and nothing for the others; without an underscore, which encoders escape. */
function nameOf(kind: KindId): string {
  return kind === "openai-codex-access-token" ? "codexAccessToken " : "";
}

const isUtf16 = (encoding: Encoding | undefined) => encoding?.startsWith("utf-16") === true;
const changesLetters = (encoding: ChainedEncoding) =>
  isUtf16(encoding) || encoding === "hex" || encoding.startsWith("base64");
const cuts = (encoding: ChainedEncoding | undefined) => encoding === "concatenation" || encoding === "quoted-printable";

/** What `docs/formats.md` promises: every chain that can be written, but for the limits that it names. */
function isPromised(kind: KindId, [outer, inner]: readonly ChainedEncoding[], context: string, key: string): boolean {
  if (
    kind === "azure-openai-key" &&
    (cuts(outer) || cuts(inner)) &&
    context.endsWith("=") &&
    /^[\da-f]{2}/i.test(key)
  ) {
    return false;
  }
  if (outer === undefined) return true;
  // Of unknown length: the first literal of a split one may read as a whole one.
  if (kind === "openai-codex-access-token") return ![outer, inner].some(cuts) && !(inner && changesLetters(inner));
  if (inner === undefined) return true;
  if (isUtf16(outer) && isUtf16(inner)) return false;
  if (outer === inner && (outer === "hex" || outer === "concatenation")) return false;
  if (outer === "html-entity" && isUtf16(inner)) return false;
  // A JSON Web Token is known by few claims, and where lines end within each of them no anchor is whole.
  const isWebToken = kind === "openai-access-token" || kind === "openai-agent-identity";
  if (isWebToken && cuts(inner) && changesLetters(outer)) return false;
  // Two encodings that cut may leave no part of the middle whole.
  if (cuts(outer) && cuts(inner)) return false;
  if (kind !== "openai-session-token" && kind !== "openai-realtime-secret") return true;
  // The first part of a split text holds a short beginning whole, unless what stands before is long.
  return outer !== "concatenation" || (!changesLetters(inner) && context.length < 4);
}

type Span = readonly [start: number, end: number];

/** Where the part `span` of `text` stands once `text` is encoded, or null where the encoder cuts lines or literals. */
function spanIn(encoding: ChainedEncoding, text: string, [start, end]: Span, variant: number): Span | null {
  if (encoding === "concatenation" || encoding === "quoted-printable") return null;
  const encoder = encoders[encoding];
  if (encoding !== "base64" && encoding !== "base64url") {
    return [encoder(text.slice(0, start), variant).length, encoder(text.slice(0, end), variant).length];
  }
  if (variant % 5 !== 0) return null;
  // Padding belongs to the last byte.
  const last = end === text.length ? encoder(text, variant).length : Math.ceil((end * 4) / 3);
  return [Math.floor((start * 4) / 3), last];
}

/** A chain with what bytes alone do not tell left out: the alphabet, the order of units, the order of text encodings. */
function determined(chain: readonly Encoding[]): string[] {
  const names = chain.map((encoding) => {
    if (isUtf16(encoding)) return "utf-16";
    return encoding.startsWith("base64") ? "base64" : encoding === "hex" ? "hex" : "text";
  });
  return names.filter((name, i) => name !== "text" || names[i - 1] !== "text");
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const item of whole) if (item === part[at]) at++;
  return at === part.length;
}

function encode(text: string, chain: readonly ChainedEncoding[], variant: number): string {
  // A literal holds no line ends: what is split by a program was not wrapped before.
  const inner = chain[0] === "concatenation" ? variant - (variant % 5) : variant;
  return chain.reduceRight(
    (encoded, encoding, depth) => encoders[encoding](encoded, depth === 1 ? inner : variant),
    text,
  );
}

/** Where the part `span` of `text` stands under a chain, or null where that is not told by arithmetic. */
function spanOf(text: string, span: Span, chain: readonly ChainedEncoding[], variant: number): Span | null {
  const [outer, inner] = chain;
  if (outer === undefined) return span;
  const last = inner ?? outer;
  const innermost = spanIn(last, text, span, variant);
  if (inner === undefined || innermost === null || outer === inner || isUtf16(inner)) {
    return inner === undefined ? innermost : null;
  }
  return spanIn(outer, encoders[inner](text, variant), innermost, variant);
}

function summary(detections: readonly Detection[]) {
  return detections.map(({ credential, start, end, encoding, confidence }) => {
    return { start, end, encoding, confidence, fingerprint: credential.fingerprint };
  });
}

describe("a plain key", () => {
  it("is found at any position in any bytes, with exact offsets and no other finding", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...namelessKinds),
        fc.nat(1e6),
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        (kind, seed, before, after) => {
          const key = makeKey(kind, String(seed));
          const start = before.length + 1;
          const bytes = Buffer.concat([before, Buffer.from(" "), Buffer.from(key), Buffer.from("\n"), after]);
          const { detections } = detect(bytes);
          expect(summary(detections)).toMatchObject([{ start, end: start + key.length, encoding: [] }]);
          expect(detections[0]?.credential.reveal()).toBe(key);
          expect(detections[0]?.credential.kind).toBe(kind);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("a key under a chain of two encodings", () => {
  const chains = [
    [],
    ...encodings.map((encoding): ChainedEncoding[] => [encoding]),
    ...encodings.flatMap((outer) => encodings.map((inner): ChainedEncoding[] => [outer, inner])),
  ];
  // Of even length, so that UTF-16 stands where files have it.
  const before = "the first line\n\n";
  it("of any kind is found, with its chain, the offsets of the encoded text, and no other finding", () => {
    fc.assert(
      fc.property(
        // A refresh token under an encoding is known by what is beside it: see test/detect/chatgpt.test.ts.
        fc.constantFrom(...everyKind.filter((kind) => kind !== "openai-refresh-token")),
        fc.constantFrom(...chains),
        fc.nat(1e9),
        fc.constantFrom("", "K=", 'key: "', "a ", "ab:"),
        (kind, chain, seed, context) => {
          const key = makeKey(kind, String(seed));
          fc.pre(isPromised(kind, chain, context, key));
          const plain = `${nameOf(kind)}${context}${key}${context.endsWith('"') ? '"' : ""}`;
          const text = encode(plain, chain, seed);
          const { detections } = detect(Buffer.from(`${before}${text}\nlast line of it`, "latin1"));
          expect(detections.map(({ credential }) => credential.reveal())).toEqual([key]);
          const { start = 0, end = 0, encoding = [] } = detections[0] ?? {};
          expect(determined(encoding).filter((name) => name !== "text")).toEqual(
            determined(chain).filter((name) => name !== "text"),
          );
          expect(isSubsequence(determined(encoding), determined(chain))).toBe(true);
          // A plainer reading may leave out the written padding.
          const isWhole = encoding.length === chain.length;
          const at = plain.indexOf(key);
          const span = spanOf(plain, [at, at + key.length], chain, seed);
          if (span !== null && isWhole) expect([start, end]).toEqual(span.map((offset) => before.length + offset));
          expect(start).toBeGreaterThanOrEqual(before.length);
          expect(end).toBeLessThanOrEqual(before.length + text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("keys in a list of literals", () => {
  const kind = fc.constantFrom<KindId>(...namelessKinds.filter((each) => each !== "openai-refresh-token"));
  const inner = fc.constantFrom<ChainedEncoding | "none">("none", "escape", "percent", "html-entity", "base64");
  const word = fc
    .constantFrom("gpt4", "OPENAI_API_KEY", "x", "", "key-1", "sk", "f", "_")
    .map((text) => ({ text, key: "" }));
  /** A key, perhaps encoded, perhaps in two literals. */
  const item = fc
    .record({ kind, inner, seed: fc.nat(1e9), joint: fc.constantFrom("", '" + "', '"\n  "', '" .\n"') })
    .map((choice) => {
      // One session token in a thousand holds no digit, and reads as names do.
      const key = makeKey(choice.kind, String(choice.seed)).replace(
        /^(sess-\D{39})\D$/,
        (_, names: string) => `${names}5`,
      );
      const text = choice.inner === "none" ? key : encoders[choice.inner](key, 5 * (choice.seed % 3));
      const cut = 24 + (choice.seed % (text.length - 24));
      const isWithinEscape = /[\\%&]/.test(text.slice(cut - 9, cut));
      return { key, text: isWithinEscape ? text : text.slice(0, cut) + choice.joint + text.slice(cut) };
    });
  it("are all found however they are split and encoded, with no other finding", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, item), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(", ", ",\n  ", " "),
        fc.constantFrom<ChainedEncoding | "none">("none", "percent", "escape", "html-entity", "hex", "base64"),
        (literals, separator, outer) => {
          const list = `f(${literals.map(({ text }) => `"${text}"`).join(separator)})`;
          const text = outer === "none" ? list : encoders[outer](list, 0);
          const { detections } = detect(Buffer.from(`first\n\n${text}\nlast`, "latin1"));
          const keys = literals.map(({ key }) => key).filter((key) => key !== "");
          expect(detections.map(({ credential }) => credential.reveal())).toEqual(keys);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("a key in wrapped text", () => {
  const lineEnds = ["\n", "\r\n", "\n    ", "\n\t", "\\n"];
  const found = (text: string) => detect(Buffer.from(`data: |\n    ${text}\nlast`, "latin1")).detections;

  // A line end that cuts the beginning of a refresh token hides it.
  const wrapped = everyKind.filter((kind) => kind !== "openai-refresh-token");

  it.each(wrapped)("of the kind %s is found wherever the lines of its base64 end", (kind) => {
    const missed: string[] = [];
    for (const columns of [64, 76]) {
      for (let before = 0; before < columns; before++) {
        const key = makeKey(kind, `${columns} ${before}`);
        const encoded = Buffer.from(`${"x".repeat(before)}\n${nameOf(kind)}K=${key}\nend\n`).toString("base64");
        for (const lineEnd of lineEnds) {
          const detections = found(wrap(encoded, columns, lineEnd));
          if (detections[0]?.credential.reveal() !== key) missed.push(JSON.stringify([columns, before, lineEnd]));
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it.each(wrapped)("of the kind %s is found wherever the lines of its hexadecimal digits end", (kind) => {
    const missed: string[] = [];
    for (let before = 0; before < 30; before++) {
      const key = makeKey(kind, `hex ${before}`);
      const encoded = Buffer.from(`${"x".repeat(before)}\n${nameOf(kind)}K=${key}\nend\n`).toString("hex");
      for (const text of [encoded, encoded.toUpperCase()]) {
        for (const lineEnd of lineEnds.filter((end) => end !== "\\n")) {
          const detections = found(wrap(text, 60, lineEnd));
          if (detections[0]?.credential.reveal() !== key) missed.push(JSON.stringify([before, lineEnd]));
        }
      }
    }
    expect(missed).toEqual([]);
  });
});

describe("an Azure key", () => {
  it.each([
    { title: "joined by +", joint: '" + "' },
    { title: "joined by a dot at the end of a line", joint: "' .\n '" },
    { title: "joined by + at the start of a line", joint: "`\n  + `" },
    { title: "continued after a backslash", joint: "\\\n" },
  ])("in eight parts of equal length $title is found", ({ joint }) => {
    const key = makeKey("azure-openai-key", joint);
    const quote = joint.slice(-1);
    const text = `key = ${quote}${wrap(key, 11, joint)}${quote}`;
    expect(detect(Buffer.from(text)).detections.map(({ credential }) => credential.reveal())).toEqual([key]);
  });
});

describe("a random key", () => {
  it("may hold six of the same hexadecimal digit in a row", () => {
    const random = makeKey("openai-realtime-secret", "repeated");
    const key = `${random.slice(0, 10)}${"3".repeat(6)}${random.slice(16)}`;
    expect(detect(Buffer.from(`K=${key}`)).detections.map(({ credential }) => credential.reveal())).toEqual([key]);
  });

  it.each(everyKind)("of the kind %s is never taken for a placeholder", (kind) => {
    for (let block = 0; block < 20; block++) {
      const keys = Array.from({ length: 200 }, (_, i) => makeKey(kind, `chance ${block} ${i}`));
      expect(detect(Buffer.from(keys.join("\n"))).placeholders).toBe(0);
    }
  });

  it("may be split where a line of the base64 around it ends", () => {
    const key = makeKey("openai-user-key", "377456921");
    const split = encoders.concatenation(`K=${key}`, 377456921);
    const text = encoders.base64url(split, 377456921);
    expect(detect(Buffer.from(`first\n\n${text}\n`)).detections.map(({ credential }) => credential.reveal())).toEqual([
      key,
    ]);
  });
});

describe("a Realtime secret", () => {
  const found = (text: string) => detect(Buffer.from(text));

  it("is a placeholder when it is the example from OpenAI's documentation", () => {
    const example = ["ek", `68af296e${"8e408191"}a1120ab6${"383263c2"}`].join("_");
    expect(found(`{"value":"${example}"}`)).toEqual({ detections: [], placeholders: 1 });
  });

  it("has a lower confidence when its digits could be those of any hash", () => {
    const issued = makeKey("openai-realtime-secret", "digits");
    const hash = issued.replace("819", "7a9");
    expect(found(`a=${issued} b=${hash}`).detections.map(({ confidence }) => confidence)).toEqual(["high", "medium"]);
  });
});

describe("any bytes", () => {
  const pieces = fc.constantFrom(
    ...["T3Blbk", "FJ", "sk-", "sk-proj-", "sess-", "ek_", '"', "'", "\\", "\n", "+", "=", "%2D", "&#45;", "\\u002d"],
    ...["VDNCbGJrRk", "JQQJ", "99", "ACOG", "AAAA", "\0", "T\x003\0B\0l\0", "5433426c", "openai.azure.com", "key="],
  );
  it("never make the engine throw, and yield ordered, non-overlapping detections within bounds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 30 })), { maxLength: 60 }),
        (parts) => {
          const bytes = Buffer.from(parts.join(""), "latin1");
          let end = 0;
          for (const detection of detect(bytes).detections) {
            expect(detection.start).toBeGreaterThanOrEqual(end);
            expect(detection.end).toBeGreaterThan(detection.start);
            end = detection.end;
          }
          expect(end).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
