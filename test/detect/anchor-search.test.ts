import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anchors } from "../../src/detect/anchors/anchors.ts";
import { isFalseAnchor } from "../../src/detect/anchors/false-anchor.ts";
import { gramOffsets } from "../../src/detect/anchors/gram-offsets.ts";
import { lastAnchors, mayContain, searchAnchors } from "../../src/detect/anchors/search.ts";
import { unseenAnchors } from "../../src/detect/anchors/table.ts";
import { arena } from "../../src/detect/arena.ts";
import { detect } from "../../src/detect/detect.ts";
import { watermark } from "../../src/detect/kinds/grammar.ts";
import { casesOf, groups, outcome } from "./case-folder.ts";

type Search = typeof searchAnchors;

function placesIn(bytes: Uint8Array, search: Search): string[] {
  const found: string[] = [];
  search(bytes, ({ outer, phase, bytes: anchor }, at) => {
    found.push(`${at} ${outer} ${phase} ${Buffer.from(anchor).toString("hex")}`);
    return 0;
  });
  return [...new Set(found)].toSorted();
}

/** Bytes that hold many anchors, whole and cut, among other things. */
const rich = fc
  .array(
    fc.oneof(
      fc.nat(anchors.length - 1).map((i) => Buffer.from(anchors[i]?.bytes ?? [])),
      fc.nat(anchors.length - 1).map((i) => Buffer.from(anchors[i]?.bytes ?? []).subarray(1)),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.concat(parts));

describe("the search for anchors", () => {
  it("covers every anchor with a trigger", () => {
    expect(unseenAnchors()).toEqual([]);
  });

  it("rules out no other anchor by a word that ends like the beginning of a refresh token", () => {
    const grams = anchors.map(({ bytes }, number) => {
      const offset = gramOffsets[number] ?? 0;
      return Buffer.from(bytes.subarray(offset, offset + 4)).toString("latin1");
    });
    const others = anchors.filter(
      ({ outer, bytes }, number) =>
        grams[number]?.startsWith("rt_") &&
        !(outer === "plain" && Buffer.from(bytes).toString("latin1").startsWith("rt_")),
    );
    expect(others).toEqual([]);
  });

  it("finds the same anchors as a comparison at every offset", () => {
    fc.assert(
      fc.property(rich, (bytes) => {
        const expected = anchors.flatMap((each) => {
          const { outer, phase, bytes: anchor } = each;
          const places: string[] = [];
          for (let at = bytes.indexOf(anchor); at >= 0; at = bytes.indexOf(anchor, at + 1)) {
            if (isFalseAnchor(bytes, at, each)) continue;
            places.push(`${at} ${outer} ${phase} ${Buffer.from(anchor).toString("hex")}`);
          }
          return places;
        });
        expect(placesIn(bytes, searchAnchors)).toEqual(expected.toSorted());
        expect(mayContain(bytes)).toBe(expected.some((place) => !place.includes("exposure")));
      }),
      { numRuns: 60 },
    );
  });

  it("finds the same in the arena as elsewhere, regardless of the bytes around the range", () => {
    fc.assert(
      fc.property(rich, rich, rich, (before, bytes, after) => {
        Buffer.concat([before, bytes, after]).copy(arena);
        const there = arena.subarray(before.length, before.length + bytes.length);
        expect(placesIn(there, searchAnchors)).toEqual(placesIn(bytes, searchAnchors));
        expect(lastAnchors(there)).toEqual(lastAnchors(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it("finds an anchor at the end of the arena, and more places than fit into one batch", () => {
    const part = arena.subarray(0, 1 << 20).fill(watermark);
    let found = 0;
    searchAnchors(part, ({ outer, bytes }) => {
      if (outer === "plain" && bytes.length === watermark.length) found++;
      return 0;
    });
    expect(found).toBeGreaterThanOrEqual(part.length / watermark.length);
    arena.fill(" ").write(watermark, arena.length - watermark.length);
    expect(lastAnchors(arena).credential).toBeGreaterThanOrEqual(arena.length - watermark.length);
    expect(lastAnchors(arena.subarray(0, -watermark.length)).credential).toBe(-1);
  });

  it("returns the start of the last credential anchor and of the last exposure anchor", () => {
    const text = Buffer.from(` ${watermark} apiKey ${watermark} dangerouslyAllowBrowser `);
    const last = lastAnchors(text);
    expect(last.exposure).toBe(text.indexOf("dangerously"));
    expect(last.credential).toBeGreaterThanOrEqual(text.lastIndexOf(watermark));
    expect(last.credential).toBeLessThan(text.indexOf(" dangerously"));
    expect(lastAnchors(Buffer.from("nothing here"))).toEqual({ credential: -1, exposure: -1 });
  });

  it("finds an anchor on either side of the end of a block", () => {
    const [anchor] = anchors.filter(({ outer }) => outer === "plain");
    for (let at = (1 << 17) - 40; at < (1 << 17) + 10; at++) {
      const bytes = Buffer.alloc(300_000, " ");
      bytes.set(anchor?.bytes ?? [], at);
      expect(placesIn(bytes, searchAnchors).map((place) => Number.parseInt(place, 10))).toContain(at);
    }
  });
});

describe("the end of a block of copied bytes", () => {
  it("does not hide an anchor that spans it", () => {
    const blockEnd = 1 << 17;
    const bytes = Buffer.alloc(blockEnd + 1000, " ");
    const missed: string[] = [];
    for (const anchor of anchors) {
      for (let before = 1; before < anchor.bytes.length + 24; before += 3) {
        const at = blockEnd - before;
        bytes.set(anchor.bytes, at);
        let found = isFalseAnchor(bytes, at, anchor);
        searchAnchors(bytes, (each, place) => {
          if (each === anchor && place === at) found = true;
          return 0;
        });
        if (!found) missed.push(`${before} ${anchor.outer} ${Buffer.from(anchor.bytes).toString("hex")}`);
        bytes.fill(" ", at, at + anchor.bytes.length);
      }
    }
    expect(missed).toEqual([]);
  });
});

describe("text that begins like a credential", () => {
  it.each([
    ["ek_end of an identifier", "seek_end", false],
    ["ek_ and a word that begins with hexadecimal digits", "week_date = 1", false],
    ["ek_ and digits that end with the bytes", `ek_${"a".repeat(10)}`, true],
    ["ek_ and digits before a quote, where a string may go on", `"ek_${"a".repeat(10)}" + "b"`, true],
    ["base64 that holds JQQJ", "AAJQQJqI", false],
    ["JQQJ before a quote", 'AAJQQJ" + "99', true],
    ["a number that holds the digits of a line of hexadecimal text", "x = 657363637; // y", false],
    ["the same at the end of a line", "x = 657363637\n", true],
    ["the same at the end of the bytes", "x = 657363637", true],
    ["the same after a line end", "\n  657363637;", true],
    ["the same before a quote", 'x(" 657363637")', true],
    ["the same among enough digits", `; ${"6573".repeat(18)};`, true],
    ["a part of the watermark within other letters", "x T3Blc x", false],
    ["a part of the watermark before a quote", 'x T3Bl" + "x', true],
    ["a token's beginning and a short word", "a sess-key b", false],
    ["a token's beginning and a short word before a quote", 'a "sess-key" b', true],
    ["an escape that is not an underscore", "ek\\xe1v", false],
    ["an escape that may be one", "ek\\x5f1", true],
    ["the end of a word that reads as base64", "c = 0xFFFD\\n  }", false],
    ["the same in enough base64", `c ${"0xFF".repeat(12)}FD\\n  }`, true],
    [
      "base64 of a key's beginning that continues with bytes that are not text",
      `${Buffer.from(" sk-\xff\xfe\x01\x02\x90".repeat(9), "latin1").toString("base64")}`,
      false,
    ],
    ["base64 of a key's beginning that continues as text", Buffer.from(" sk-abc ".repeat(9)).toString("base64"), true],
    ["a name of Azure OpenAI without digits near it", `${" ".repeat(500)}AZURE_OPENAI_KEY${" ".repeat(500)}`, false],
    ["the same with enough of them", `${" ".repeat(500)}AZURE_OPENAI_KEY=${"0a".repeat(16)}${" ".repeat(500)}`, true],
    ["the same where the bytes end", "AZURE_OPENAI_KEY", true],
    ["the same after a joint", '" +\n "FFFD\\n  }', true],
    ["the same before one", ' FFFD\\n" + "', true],
    ["the same after a line continuation", "\\\n FFFD\\n  }", true],
  ])("%s", (_, text, counts) => {
    expect(mayContain(Buffer.from(text))).toBe(counts);
  });
});

describe("without WebAssembly", () => {
  afterEach(() => vi.unstubAllGlobals());

  /** The engine as it starts where compiling fails. */
  async function engineWithout(replacement: unknown) {
    vi.stubGlobal("WebAssembly", replacement);
    vi.resetModules();
    const search = await import("../../src/detect/anchors/search.ts");
    const engine = await import("../../src/detect/detect.ts");
    expect(engine.detect).not.toBe(detect);
    return { search: search.searchAnchors, detect: engine.detect };
  }

  const refusing = {
    Memory: class {
      readonly buffer: ArrayBuffer;
      constructor({ initial }: { readonly initial: number }) {
        this.buffer = new ArrayBuffer(initial * 65_536);
      }
    },
    Module: class {
      constructor() {
        throw new Error("invalid numeric opcode");
      }
    },
  };

  it.each([
    ["there is none", undefined],
    ["it lacks the instructions", refusing],
  ])("where %s, the same is found", async (_, replacement) => {
    const engine = await engineWithout(replacement);
    fc.assert(
      fc.property(rich, (bytes) => {
        expect(placesIn(bytes, engine.search)).toEqual(placesIn(bytes, searchAnchors));
      }),
      { numRuns: 60 },
    );
    for (const one of groups.flatMap(casesOf)) {
      const { actual, wanted } = outcome(one, engine.detect);
      expect(actual).toEqual(wanted);
    }
  });
});
