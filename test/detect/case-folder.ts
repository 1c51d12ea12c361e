import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Detected, Encoding } from "../../src/detect/detection.ts";
import { expand, keyOf } from "../cases.ts";

/** One case: a template and what is found in it, in order, as `kind:seed confidence encoding>encoding`. */
export interface Case {
  readonly name: string;
  readonly input: string;
  readonly expect: readonly string[];
  readonly placeholders?: number;
}

const folder = join(import.meta.dirname, "../cases");

/** A folder holds one case (`input.txt`, `expected.json`), or many short ones (`cases.json`). */
export function casesOf(name: string): Case[] {
  const path = join(folder, name);
  if (existsSync(join(path, "cases.json"))) return JSON.parse(readFileSync(join(path, "cases.json"), "utf8")) as Case[];
  const expected = JSON.parse(readFileSync(join(path, "expected.json"), "utf8")) as Omit<Case, "name" | "input">;
  return [{ name, input: readFileSync(join(path, "input.txt"), "utf8"), ...expected }];
}

/** Every folder of cases. */
export const groups: readonly string[] = readdirSync(folder);

/** True for the text that a key in it can have: parts of a split one stand at both its ends, padding inside it. */
function standsThere(text: string, next: number | undefined, key: string, encoding: readonly Encoding[]): boolean {
  if (encoding.length === 0) return text === key;
  if (encoding.join() === "concatenation") return text.startsWith(key.slice(0, 4)) && text.endsWith(key.slice(-4));
  return next !== 0x3d;
}

/** What `detect` finds in a case and what it should find, in the same form. */
export function outcome(one: Case, detect: (bytes: Uint8Array) => Detected) {
  const { bytes, wanted } = prepared(one);
  const found = detect(bytes);
  const actual = found.detections.map(({ credential, confidence, encoding, start, end }) => ({
    key: credential.reveal(),
    as: [credential.kind, confidence, ...(encoding.length > 0 ? [encoding.join(">")] : [])].join(" "),
    standsThere: standsThere(bytes.toString("latin1", start, end), bytes[end], credential.reveal(), encoding),
  }));
  return { actual: { detections: actual, placeholders: found.placeholders }, wanted };
}

const preparedCases = new WeakMap<Case, ReturnType<typeof prepare>>();

/** A case is run on many engines, and its keys take longer to make than to find. */
function prepared(one: Case): ReturnType<typeof prepare> {
  const made = preparedCases.get(one) ?? prepare(one);
  preparedCases.set(one, made);
  return made;
}

function prepare({ input, expect: expected, placeholders = 0 }: Case) {
  const detections = expected.map((line) => {
    const [reference = "", ...rest] = line.split(" ");
    return { key: keyOf(reference), as: [reference.replace(/[/:].*/, ""), ...rest].join(" "), standsThere: true };
  });
  return { bytes: expand(input), wanted: { detections, placeholders } };
}
