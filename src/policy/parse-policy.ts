import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { camelCased } from "./field-names.ts";
import { fieldName, mistakeSentence, unknownField } from "./mistake.ts";
import type { ConfigurationProblem, PartialPolicy } from "./policy.ts";
import { type Configuration, configuration } from "./schema.ts";

/** Position of a field in its file; line and column count from 1. */
export interface FieldPlace {
  readonly line: number;
  readonly column: number;
}

/** A parsed configuration file. */
export interface ParsedPolicy {
  /** The name of the file in problems. */
  readonly file: string;
  readonly policy: PartialPolicy;
  /** Top-level fields set by the file, as written, with their positions. */
  readonly fields: ReadonlyMap<string, FieldPlace>;
  /** Mistakes, in file order. */
  readonly problems: readonly ConfigurationProblem[];
}

// Far larger than any configuration, and far too small to stall a worker.
const maximumLength = 1_000_000;

/**
 * Reads a `keyhawk.yml`. A mistake is a problem with its place and makes only the field, or the entry of a list,
 * fall back; nothing throws. `file` names it in problems: `owner/name:.github/keyhawk.yml` or a path.
 */
export function parsePolicy(text: string, file: string): ParsedPolicy {
  const nothing = (message: string, place: FieldPlace = { line: 1, column: 1 }): ParsedPolicy => ({
    file,
    policy: {},
    fields: new Map(),
    problems: [{ file, ...place, field: "", message }],
  });
  if (text.length > maximumLength)
    return nothing("The file is larger than a configuration can be; none of it is used.");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, stringKeys: true });
  const broken = document.errors[0];
  if (broken) {
    return nothing(
      `This is not valid YAML (${sentence(broken.message)}); none of the file is used.`,
      placeAt(lines, broken.pos[0]),
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch {
    return nothing("The file's aliases do not resolve, or there are too many; none of it is used.");
  }
  if (value === null || value === undefined) return { file, policy: {}, fields: new Map(), problems: [] };
  if (typeof value !== "object" || !isMap(document.contents)) {
    return nothing(`The file must hold fields such as \`fail-on: found\`; none of it is used.`);
  }
  const root = document.contents;
  const placeOf = (path: readonly PropertyKey[]) => locate(root, path, lines);
  const fields = new Map(Object.keys(value).map((name) => [name, placeOf([name])]));
  const { configuration: valid, mistakes } = validate(value);
  const problems = mistakes
    .map(({ path, message }) => ({ file, ...placeOf(path), field: fieldName(path), message }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  return { file, policy: toPolicy(valid), fields, problems };
}

interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The valid part of a value, and its mistakes; an invalid list entry or field is dropped individually. */
function validate(value: object): { configuration: Configuration; mistakes: readonly Mistake[] } {
  const first = configuration.safeParse(value);
  if (first.success) return { configuration: first.data, mistakes: [] };
  const mistakes: Mistake[] = [];
  const faulty: (readonly PropertyKey[])[] = [];
  for (const issue of first.error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const path = [...issue.path, key];
        mistakes.push({ path, message: unknownField(key, issue.path) });
        faulty.push(path);
      }
    } else {
      mistakes.push({ path: issue.path, message: mistakeSentence(issue, valueAt(value, issue.path)) });
      faulty.push(wholeEntry(issue.path));
    }
  }
  // An unknown field in a list entry does not invalidate the entry; an invalid one does.
  const second = configuration.safeParse(without(value, faulty, []));
  return { configuration: second.success ? second.data : {}, mistakes };
}

/** What a mistake drops: the list entry that contains it, else the field itself. */
function wholeEntry(path: readonly PropertyKey[]): readonly PropertyKey[] {
  const index = path.findIndex((part) => typeof part === "number");
  return index === -1 ? path : path.slice(0, index + 1);
}

function without(value: unknown, faulty: readonly (readonly PropertyKey[])[], path: readonly PropertyKey[]): unknown {
  const isFaulty = (part: PropertyKey) =>
    faulty.some((other) => isPrefix([...path, part], other) && other.length === path.length + 1);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (isFaulty(index) ? [] : [without(item, faulty, [...path, index])]));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      isFaulty(key) ? [] : [[key, without(item, faulty, [...path, key])]],
    ),
  );
}

function isPrefix(prefix: readonly PropertyKey[], path: readonly PropertyKey[]): boolean {
  return prefix.every((part, index) => part === path[index]);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (current === null || typeof current !== "object") return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

/** The position of a field's key, or of the closest enclosing element that the file has. */
function locate(root: Node, path: readonly PropertyKey[], lines: LineCounter): FieldPlace {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === "number") {
      node = node.items[part];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else {
      break;
    }
  }
  return placeAt(lines, offset);
}

function placeAt(lines: LineCounter, offset: number): FieldPlace {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function sentence(message: string): string {
  const first = message.split("\n", 1)[0] ?? "";
  // YAML's messages may quote the text around a mistake, which may contain a key.
  return first
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replace(/[.:]$/, "")
    .slice(0, 120);
}

function toPolicy({ limits, ...fields }: Configuration): PartialPolicy {
  return { ...camelCased(fields), ...(limits && { limits: camelCased(limits) }) };
}
