import { nearest } from "./nearest.ts";
import { configuration } from "./schema.ts";

/** The parts of a schema's definition that lead from a group to its fields and from a list to its entries. */
interface Definition {
  readonly type: string;
  readonly innerType?: { readonly def: Definition };
  readonly element?: { readonly def: Definition };
  readonly shape?: Readonly<Record<string, { readonly def: Definition }>>;
}

/** The fields that the schema has at a position in the file; none when the position is not a group. */
function knownFields(place: readonly PropertyKey[]): readonly string[] {
  let at: Definition | undefined = configuration.def;
  for (const part of place) {
    const { element, shape }: Partial<Definition> = present(at);
    at = element?.def ?? shape?.[String(part)]?.def;
  }
  return Object.keys(present(at).shape ?? {});
}

/** The schema inside `optional`. */
function present(definition: Definition | undefined): Partial<Definition> {
  return definition?.innerType === undefined ? (definition ?? {}) : present(definition.innerType.def);
}

/** The message for an unknown field. @param parent path of the group that contains it */
export function unknownField(name: string, parent: readonly PropertyKey[]): string {
  const known = knownFields(parent);
  const meant = nearest(name, known);
  return meant === null
    ? `Unknown field ${quoted(name)}: it is left out. Known here: ${known.join(", ")}.`
    : `Unknown field ${quoted(name)}: did you mean \`${meant}\`? It is left out.`;
}

type Issue = NonNullable<ReturnType<typeof configuration.safeParse>["error"]>["issues"][number];

/** The message for a field with an invalid value. */
export function mistakeSentence(issue: Issue, value: unknown): string {
  const name = issue.path.findLast((part) => typeof part === "string");
  const field = name === undefined ? "The file" : `\`${String(name)}\``;
  const inList = issue.path.some((part) => typeof part === "number");
  const effect = inList ? "The entry is left out." : "The default applies.";
  if (value === undefined) return `${field} is missing: every entry needs it. ${effect}`;
  if (issue.code === "invalid_type") {
    return `${field} must be ${typeNames[issue.expected] ?? issue.expected}, not ${shown(value)}. ${effect}`;
  }
  if (issue.code === "invalid_value") {
    const meant = typeof value === "string" ? nearest(value, issue.values.map(String)) : null;
    const choices = issue.values.map((choice) => `\`${String(choice)}\``).join(", ");
    const hint = meant === null ? "" : ` Did you mean \`${meant}\`?`;
    return `${field} must be one of ${choices}, not ${shown(value)}.${hint} ${effect}`;
  }
  const rule = issue.message.startsWith("must")
    ? `${field} ${issue.message}, not ${shown(value)}`
    : `${field}: ${issue.message}`;
  return `${rule}. ${effect}`;
}

const typeNames: Readonly<Record<string, string>> = {
  boolean: "`true` or `false`",
  string: "text",
  array: "a list",
  object: "a group of fields",
  int: "a whole number",
  number: "a whole number",
};

/** A value as shown in a message: short, and never a complete credential that someone pasted here. */
function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of fields";
  return typeof value === "string" ? quoted(value) : `\`${String(value)}\``;
}

function quoted(text: string): string {
  const plain = text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]|`/gu, "?");
  return `\`${shortened(plain)}\``;
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 8)}…` : text;
}

/** `ignore.fingerprints[2].reason` */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === "number") return `${name}[${part}]`;
    const key = shortened(String(part));
    return name === "" ? key : `${name}.${key}`;
  }, "");
}
