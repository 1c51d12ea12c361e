import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { createProgram } from "../../src/cli/program.ts";
import { parsePolicy } from "../../src/policy/parse-policy.ts";

const root = join(import.meta.dirname, "../..");
const manifest = parse(await readFile(join(root, "action.yml"), "utf8"));
const names = ["README.md", ...(await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"))];
const pages = new Map(
  await Promise.all(
    names.map(
      async (name) => [name, await readFile(join(root, name === "README.md" ? "." : "docs", name), "utf8")] as const,
    ),
  ),
);

/** Blocks of code of a language, without the indentation of the list around them. */
function blocks(page: string, language: string): string[] {
  const found = page.matchAll(/^(?<indent> *)```(?<language>\w+)\n(?<text>[\s\S]*?)^ *```$/gm);
  return [...found]
    .filter(({ groups }) => groups?.language === language)
    .map(({ groups }) => (groups?.text ?? "").replaceAll(new RegExp(`^${groups?.indent}`, "gm"), ""));
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every mapping with `uses` in a value, however deep. */
function steps(value: unknown): Step[] {
  if (value === null || typeof value !== "object") return [];
  const own = "uses" in value ? [value as Step] : [];
  return [...own, ...Object.values(value).flatMap(steps)];
}

test("examples of workflows are YAML, name inputs and outputs that exist", () => {
  const ours = [...pages].flatMap(([name, page]) =>
    blocks(page, "yaml").flatMap((text) =>
      steps(parse(text))
        .filter((step) => step.uses?.startsWith("keyhawk/keyhawk@"))
        .map((step) => ({ name, inputs: Object.keys(step.with ?? {}) })),
    ),
  );
  expect(ours.length).toBeGreaterThan(10);
  const unknown = ours.flatMap(({ name, inputs }) =>
    inputs.filter((input) => !(input in manifest.inputs)).map((input) => `${name}: ${input}`),
  );
  expect(unknown).toEqual([]);
  for (const page of pages.values()) {
    for (const [, output] of page.matchAll(/steps\.keyhawk\.outputs\.([\w-]+)/g)) {
      expect(Object.keys(manifest.outputs)).toContain(output);
    }
  }
});

test("examples of configurations have no mistake", () => {
  const fields = /^(?:fail-on|fail-severity|ignore|paths|response|exposures|limits|enforce|comment|check):/m;
  const examples = [...pages].flatMap(([name, page]) =>
    blocks(page, "yaml")
      .filter((text) => fields.test(text))
      .map((text) => ({ name, problems: parsePolicy(text, name).problems })),
  );
  expect(examples.length).toBeGreaterThan(3);
  expect(examples.flatMap(({ problems }) => problems)).toEqual([]);
});

test("calls of the command name commands and options that exist", () => {
  const program = createProgram(process);
  const wrong: string[] = [];
  for (const [name, page] of pages) {
    for (const [call, words] of blocks(page, "sh")
      .join("\n")
      // A namespace of Kubernetes and the value of a variable may have the same name.
      .matchAll(/(?<!namespace |=)\bkeyhawk ([a-z]+(?: [^\n#|&]*)?)/g)) {
      const [command, ...rest] = (words ?? "").trim().split(/\s+/);
      const named = program.commands.find((each) => each.name() === command);
      const inner = named?.commands ?? [];
      // Without the name of an inner command, the default one takes the options.
      const known =
        inner.find((each) => each.name() === rest[0]) ?? inner.find((each) => each.name() === "list") ?? named;
      const options = known?.options.map((option) => option.long) ?? [];
      const bad = rest.filter((word) => word.startsWith("--") && !options.includes(word.split("=")[0]));
      if (known === undefined || bad.length > 0) wrong.push(`${name}: ${call}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("links between pages lead to existing files", () => {
  const broken = [...pages].flatMap(([name, page]) =>
    [...page.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => target ?? "")
      .filter((target) => name !== "README.md" && !existsSync(join(root, "docs", target)))
      .map((target) => `${name}: ${target}`),
  );
  expect(broken).toEqual([]);
});
