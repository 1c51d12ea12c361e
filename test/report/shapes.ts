import { readdirSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { judgedSuggestion } from "../../src/change/judged-suggestion.ts";
import { makePlace, makeReportedKey } from "./place.ts";

/*
 * suggestions/files/*.txt: whole files with a key, as people write them. A file begins with `path NAME` and
 * `forms A | B | …`: ways to write a string with the key, which is `KEY`. Each case begins with `=== VERDICT: TITLE`;
 * its text has either one `§`, which each form replaces, or one `KEY`. The verdict `yes` requires a suggestion for the
 * first form, and allows one for the others; `no` allows none. `=== yes PATH: …` is a file with another name. Lines
 * that begin with `=> ` are no part of the file: they are what must replace the key's line in the first form.
 */

// Grammars that run for a second take longer to optimise than to run.
for (const flag of ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"]) setFlagsFromString(flag);

/** One whole file with a key. */
export interface Shape {
  readonly language: string;
  readonly path: string;
  readonly title: string;
  readonly verdict: "yes" | "no";
  /** Whether the verdict `yes` requires a suggestion of this shape. */
  readonly isRequired: boolean;
  /** The lines that must replace the key's line; null when any suggestion may. */
  readonly expected: string | null;
  /** With one `KEY`. */
  readonly text: string;
}

const folder = new URL("./suggestions/files/", import.meta.url);

function readShapes(name: string): Shape[] {
  const language = name.replace(/\.txt$/, "");
  const [head = "", ...cases] = readFileSync(new URL(name, folder), "utf8").split(/^=== /m);
  const path = /^path (.*)$/m.exec(head)?.[1] ?? "";
  const forms = (/^forms (.*)$/m.exec(head)?.[1] ?? "KEY").split(" | ");
  return cases.flatMap((item) => {
    const [first = "", ...lines] = item.split("\n");
    const [, verdict, own, title = ""] = /^(yes|no)(?: (\S+))?: (.*)$/.exec(first) ?? [];
    if (verdict !== "yes" && verdict !== "no") throw new Error(`${name}: ${first}`);
    const text = lines.filter((line) => !line.startsWith("=> ")).join("\n");
    const expected = lines.flatMap((line) => (line.startsWith("=> ") ? [line.slice(3)] : [])).join("\n");
    const texts = text.includes("§") ? forms.map((form) => text.replace("§", () => form)) : [text];
    const shape = { language, path: own ?? path, title, verdict } as const;
    return texts.map(
      (filled, index): Shape => ({
        ...shape,
        text: filled,
        isRequired: index === 0,
        expected: index > 0 || expected === "" ? null : expected,
      }),
    );
  });
}

export const shapes: readonly Shape[] = readdirSync(folder).flatMap(readShapes);

const key = makeReportedKey();

/** The file as it is with a key, and with the suggestion; null when nothing is suggested. */
export interface Outcome {
  /** With a text of a key's form. */
  readonly before: string;
  readonly after: string | null;
  /** The lines that replace the key's line. */
  readonly suggested: string | null;
  readonly needs: string | null;
}

/** What the whole file of a shape gets, by the same way as in a pull request. */
export async function outcomeOf({ path, text }: Pick<Shape, "path" | "text">): Promise<Outcome> {
  const at = [...text.matchAll(/(?<![A-Z_])KEY(?![A-Z_])/g)].at(-1)?.index ?? -1;
  const filled = `${text.slice(0, at)}sk-proj-${"0".repeat(40)}${text.slice(at + 3)}`;
  const before = text.slice(0, at).split("\n");
  const lines = text.split("\n");
  const row = before.length - 1;
  const start = before[row]?.length ?? 0;
  const line = lines[row] ?? "";
  const excerpt = {
    text: line.slice(0, start) + key.masked + line.slice(start + 3),
    start,
    end: start + key.masked.length,
    partial: false,
  };
  const place = { ...makePlace({ path }), line: row + 1, endLine: row + 1, excerpt };
  const suggestion = await judgedSuggestion(place, key, { path, text: filled });
  if (suggestion === null) return { before: filled, after: null, suggested: null, needs: null };
  const carriage = line.endsWith("\r") ? "\r" : "";
  const after = lines.map((other, index) => (index === row ? suggestion.text + carriage : other)).join("\n");
  return { before: filled, after, suggested: suggestion.text, needs: suggestion.needs };
}
