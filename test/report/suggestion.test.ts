import { readdirSync, readFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { suggestReplacement } from "../../src/report/suggestion/suggest.ts";
import { makeFinding, makePlace, makeReportedKey } from "./place.ts";

/*
 * suggestions/*.txt: cases apart by a blank line. The first line is the path, and `admin` for an admin key; `-` the line
 * with `KEY` for the key's masked form (the last one, when the word occurs more than once); `+` the lines that
 * replace it, or `= none`; `?` a part of the sentence on what else is needed.
 */
interface Case {
  readonly path: string;
  readonly admin: boolean;
  readonly before: string;
  readonly after: string | null;
  readonly needs: string | null;
}

const folder = new URL("./suggestions/", import.meta.url);

function readCases(file: string): Case[] {
  return readFileSync(new URL(file, folder), "utf8")
    .trimEnd()
    .split(/\n\n+/)
    .map((block) => {
      const [first = "", ...lines] = block.split("\n");
      const [path = "", flag] = first.split(" ");
      const part = (mark: string) => lines.filter((line) => line.startsWith(`${mark} `)).map((line) => line.slice(2));
      const after = part("+");
      return {
        path,
        admin: flag === "admin",
        before: part("-").join("\n"),
        after: after.length === 0 ? null : after.join("\n"),
        needs: part("?")[0] ?? null,
      };
    });
}

/** The key's place: the last `KEY` that is a word of its own, so that `const KEY = "KEY"` means what it says. */
function withKey(text: string, key: string): { text: string; start: number } {
  const start = [...text.matchAll(/(?<![A-Z_])KEY(?![A-Z_])/g)].at(-1)?.index ?? -1;
  return { text: text.slice(0, start) + key + text.slice(start + 3), start };
}

const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));

describe.each(files)("the cases of %s", (file) => {
  test.each(readCases(file))("suggests the expected line in $path (case %#)", (item) => {
    const key = makeReportedKey({ kind: item.admin ? "openai-admin-key" : "openai-project-key" });
    const { text, start } = withKey(item.before, key.masked);
    const place = {
      ...makePlace({ path: item.path }),
      excerpt: { text, start, end: start + key.masked.length, partial: false },
    };
    const suggestion = suggestReplacement(place, key);
    expect(suggestion?.text ?? null).toBe(item.after);
    if (item.needs !== null) expect(suggestion?.needs).toContain(item.needs);
    if (suggestion !== null) expect(suggestion.text).not.toContain("…");
  });
});

describe("what is suggested parses", () => {
  const suggested = files.flatMap(readCases).filter((item) => item.after !== null);
  const javascript = suggested.filter(
    (item) => /\.[cm]?[jt]sx?$/.test(item.path) && !/^\s*(?:headers:|authorization=)/.test(item.before),
  );
  test.each(javascript.map((item) => [item.path, item.after ?? ""]))("as code in %s (case %#)", (path, text) => {
    const loader = /\.[jt]sx$/.test(path) ? "tsx" : "ts";
    expect(() => transformSync(text, { loader })).not.toThrow();
  });

  const json = suggested.filter((item) => /\.(?:json|ipynb)$/.test(item.path));
  test.each(json.map((item) => [item.path, (item.after ?? "").trim().replace(/,$/, "")]))(
    "as JSON in %s (case %#)",
    (_, text) => {
      expect(() => JSON.parse(/^"[^"]*":/.test(text) ? `{${text}}` : text)).not.toThrow();
    },
  );

  const yaml = suggested.filter((item) => /\.ya?ml$/.test(item.path) && !/^\s+export/.test(item.before));
  test.each(yaml.map((item) => [item.path, item.after ?? ""]))("as YAML in %s (case %#)", (_, text) => {
    const value: unknown = parseYaml(text);
    if (!text.startsWith("#")) expect(JSON.stringify(value)).toMatch(/OPENAI_API_KEY|secretKeyRef/);
  });
});

describe("nothing is suggested", () => {
  const key = makeReportedKey();
  const suggest = (place: Parameters<typeof suggestReplacement>[0]) => suggestReplacement(place, key);

  test("for an encoded key, a key inside an archive, or one without a path", () => {
    expect(suggest(makePlace({ encoding: ["base64"] }))).toBeNull();
    expect(suggest(makePlace({ address: { container: ["a.zip", "main.py"] } }))).toBeNull();
    expect(suggest(makePlace({ path: null }))).toBeNull();
  });

  test("where the excerpt is not the whole line, or holds another key", () => {
    const place = makePlace();
    expect(suggest({ ...place, excerpt: { ...place.excerpt, partial: true } })).toBeNull();
  });

  test("for a key over several lines, or where the excerpt is not what it says", () => {
    const place = makePlace();
    expect(suggest({ ...place, endLine: place.line + 1 })).toBeNull();
    expect(suggest({ ...place, excerpt: { ...place.excerpt, start: place.excerpt.start + 1 } })).toBeNull();
  });

  test("where the masked form would stay in the line", () => {
    const { masked } = makeFinding().credential;
    const text = `a("${masked}", "${masked}")`;
    const start = text.indexOf(masked);
    expect(
      suggest({ ...makePlace(), excerpt: { text, start, end: start + masked.length, partial: false } }),
    ).toBeNull();
  });
});
