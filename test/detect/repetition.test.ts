import fc from "fast-check";
import { expect, test } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import { makeKey, watermark } from "../keys.ts";

const key = makeKey("openai-project-key", "repetition");
const encoded = Buffer.from(key).toString("base64");

/** Text that repeats and is full of anchors, so that the search has every reason to skip it. */
const unit = fc.oneof(
  fc.constantFrom(watermark, `sk-${watermark}`, `"sk-proj-`, `${watermark.slice(0, 5)} `, "sess-", "ek_0", "\n", " "),
  fc.string({ minLength: 1, maxLength: 200 }).map((text) => `${text}${watermark} `),
  fc.constant(`${Buffer.from(`sk-proj-${"aB3-".repeat(9)}`).toString("base64")}\n`),
);

test("a key in, after or between repeating stretches is found at its exact offsets", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ unit, length: fc.integer({ min: 0, max: 60_000 }) }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(key, encoded),
      fc.constantFrom(" ", '"', "\n", "="),
      (stretches, credential, separator) => {
        const repeated = stretches.map((each) =>
          each.unit.repeat(Math.ceil(each.length / each.unit.length)).slice(0, each.length),
        );
        for (let at = 0; at <= repeated.length; at++) {
          const before = `${repeated.slice(0, at).join("")}${separator}`;
          const bytes = Buffer.from(`${before}${credential}\n${repeated.slice(at).join("")}`);
          const found = detect(bytes).detections.filter(
            ({ credential: { fingerprint: id } }) => id === fingerprintOfKey,
          );
          expect(found.map(({ start }) => start)).toContain(Buffer.byteLength(before));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test("every key of a table that repeats is found, whatever its period", () => {
  for (const period of [300, 1000, 4095, 4096, 4097]) {
    const row = key.padEnd(period - 1, ` ${watermark}`);
    const rows = 40;
    const { detections } = detect(Buffer.from(`${row}\n`.repeat(rows)));
    expect(detections.map(({ start }) => start)).toEqual(Array.from({ length: rows }, (_, index) => index * period));
  }
});

const fingerprintOfKey = detect(Buffer.from(key)).detections[0]?.credential.fingerprint;
