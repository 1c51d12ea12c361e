import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "../../src/policy/parse-policy.ts";
import { configurationSchema } from "../../src/policy/schema.ts";

const committed: unknown = JSON.parse(
  readFileSync(new URL("../../schema/keyhawk.schema.json", import.meta.url), "utf8"),
);
const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");

interface Node {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
}

test("the committed JSON Schema matches the one generated from the code", () => {
  expect(committed).toEqual(configurationSchema());
});

/** One row of the page's table for each field, in the order of the schema. */
function rows(node: Node, prefix = ""): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const standard = field.default === undefined ? "" : `\`${JSON.stringify(field.default).replace(/^"|"$/g, "")}\``;
    const row = `| \`${path}\` | ${valuesOf(field)} | ${standard} | ${field.description ?? ""} |`;
    const inner = field.type === "array" ? rows(field.items ?? {}, `${path}[]`) : rows(field, path);
    return [row, ...inner];
  });
}

function valuesOf(field: Node): string {
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(", ");
  if (field.type === "boolean") return "`true`, `false`";
  if (field.type === "integer") return `${field.minimum} to ${field.maximum}`;
  if (field.type === "array") return field.items?.enum ? "list of fields" : "list";
  return field.type === "object" ? "group" : "text";
}

test("the page has a row for every field of the schema, word for word, and no other", () => {
  const table = page.split("\n").filter((line) => /^\| `/.test(line));
  expect(table).toEqual(rows(configurationSchema() as Node));
});

test("every example of the page is valid, for the code and for the JSON Schema", () => {
  const examples = [...page.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? "");
  expect(examples.length).toBeGreaterThan(1);
  const validate = new Ajv2020({ strict: false }).compile(committed as object);
  for (const example of examples) {
    expect(parsePolicy(example, "example").problems).toEqual([]);
    expect(validate(parse(example)), JSON.stringify(validate.errors)).toBe(true);
  }
});
