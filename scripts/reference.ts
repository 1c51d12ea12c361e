import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "commander";
import { parse } from "yaml";
import { createProgram } from "../src/cli/program.ts";

const root = resolve(import.meta.dirname, "..");

/** Pages that hold generated parts, between `<!-- generated: NAME -->` and `<!-- end -->`. */
export const pages = ["README.md", "docs/action.md", "docs/cli.md"] as const;

interface ActionManifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** A page as its sources would have it: `action.yml` and the program's own help. */
export async function generate(page: string): Promise<string> {
  const text = await readFile(join(root, page), "utf8");
  const manifest = parse(await readFile(join(root, "action.yml"), "utf8")) as ActionManifest;
  return text.replace(
    /(<!-- generated: (?<name>[^>]*?) -->\n)[\s\S]*?(?=<!-- end -->)/g,
    (_all, start: string, name: string) => `${start}\n${part(name, manifest)}\n\n`,
  );
}

function part(name: string, manifest: ActionManifest): string {
  if (name === "inputs") {
    const rows = Object.entries(manifest.inputs).map(
      ([input, about]) =>
        `| \`${input}\` | ${cell(about.description)} | ${about.default ? `\`${about.default}\`` : ""} |`,
    );
    return ["| input | what it does | default |", "|---|---|---|", ...rows].join("\n");
  }
  if (name === "outputs") {
    const rows = Object.entries(manifest.outputs).map(
      ([output, about]) => `| \`${output}\` | ${cell(about.description)} |`,
    );
    return ["| output | what it holds |", "|---|---|", ...rows].join("\n");
  }
  return `\`\`\`text\n${help(name)}\n\`\`\``;
}

/** @param path `keyhawk scan` */
function help(path: string): string {
  const program = createProgram(process);
  const [, ...names] = path.split(" ");
  const command = names.reduce<Command>((parent, name) => {
    const child = parent.commands.find((each) => each.name() === name);
    if (child === undefined) throw new Error(`There is no command ${path}.`);
    return child;
  }, program);
  let text = "";
  command.configureOutput({
    writeOut: (more) => (text += more),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trim();
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|");
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  for (const page of pages) {
    const [present, wanted] = await Promise.all([readFile(join(root, page), "utf8"), generate(page)]);
    if (present === wanted) continue;
    if (values.check) {
      console.error(`${page} does not say what the code does; run \`node scripts/reference.ts\`.`);
      process.exitCode = 1;
    } else {
      await writeFile(join(root, page), wanted);
    }
  }
}
