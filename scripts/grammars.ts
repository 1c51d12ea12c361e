// Writes src/grammars/: the Tree-sitter grammars with which suggestions are checked, and the runtime that loads them.
// The packages unpack to hundreds of megabytes and build native code when installed, so they are no dependencies. To
// take newer versions, change them below and run:
//
//   node scripts/grammars.ts FOLDER      # an empty folder outside of this repository
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";

/** The name of each file, its package and version, and the compiled grammar in it. */
const grammars = {
  runtime: ["web-tree-sitter", "0.27.2", "web-tree-sitter.wasm"],
  python: ["tree-sitter-python", "0.25.0", "tree-sitter-python.wasm"],
  javascript: ["tree-sitter-javascript", "0.25.0", "tree-sitter-javascript.wasm"],
  typescript: ["tree-sitter-typescript", "0.23.2", "tree-sitter-typescript.wasm"],
  tsx: ["tree-sitter-typescript", "0.23.2", "tree-sitter-tsx.wasm"],
  go: ["tree-sitter-go", "0.25.0", "tree-sitter-go.wasm"],
  java: ["tree-sitter-java", "0.23.5", "tree-sitter-java.wasm"],
  rust: ["tree-sitter-rust", "0.24.0", "tree-sitter-rust.wasm"],
  csharp: ["tree-sitter-c-sharp", "0.23.5", "tree-sitter-c_sharp.wasm"],
  ruby: ["tree-sitter-ruby", "0.23.1", "tree-sitter-ruby.wasm"],
  php: ["tree-sitter-php", "0.24.2", "tree-sitter-php.wasm"],
  bash: ["tree-sitter-bash", "0.25.1", "tree-sitter-bash.wasm"],
  c: ["tree-sitter-c", "0.24.1", "tree-sitter-c.wasm"],
  cpp: ["tree-sitter-cpp", "0.23.4", "tree-sitter-cpp.wasm"],
  kotlin: ["@tree-sitter-grammars/tree-sitter-kotlin", "1.1.0", "tree-sitter-kotlin.wasm"],
  scala: ["tree-sitter-scala", "0.24.0", "tree-sitter-scala.wasm"],
  elixir: ["tree-sitter-elixir", "0.3.5", "tree-sitter-elixir.wasm"],
  powershell: ["tree-sitter-powershell", "0.26.4", "tree-sitter-powershell.wasm"],
  json: ["tree-sitter-json", "0.24.8", "tree-sitter-json.wasm"],
  yaml: ["@tree-sitter-grammars/tree-sitter-yaml", "0.7.1", "tree-sitter-yaml.wasm"],
  toml: ["@tree-sitter-grammars/tree-sitter-toml", "0.7.0", "tree-sitter-toml.wasm"],
  terraform: ["@tree-sitter-grammars/tree-sitter-hcl", "1.2.0", "tree-sitter-terraform.wasm"],
  lua: ["@tree-sitter-grammars/tree-sitter-lua", "0.4.1", "tree-sitter-lua.wasm"],
} as const;

const folder = process.argv[2];
if (folder === undefined) {
  console.error("Name an empty folder; see the top of this file.");
  process.exit(2);
}
const into = resolve(import.meta.dirname, "../src/grammars");
const packages = new Map<string, string>(Object.values(grammars).map(([name, version]) => [name, version]));
await mkdir(folder, { recursive: true });
await writeFile(join(folder, "package.json"), '{"private":true}');
const specifiers = [...packages].map(([name, version]) => `${name}@${version}`);
// Their install scripts build native code, and so do their peers: neither is wanted.
const flags = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
await promisify(execFile)("npm", ["install", ...flags, ...specifiers], { cwd: folder });

await rm(into, { recursive: true, force: true });
await mkdir(into, { recursive: true });
const lines: string[] = [];
for (const [name, [from, version, file]] of Object.entries(grammars)) {
  const bytes = await readFile(join(folder, "node_modules", from, file));
  const { BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: hint } = constants;
  const compressed = brotliCompressSync(bytes, { params: { [window]: 24, [hint]: bytes.length } });
  await writeFile(join(into, `${name}.wasm.br`), compressed);
  const checksum = createHash("sha256").update(bytes).digest("hex");
  lines.push(`${checksum}  ${name}.wasm  ${from} ${version} ${file}`);
}
await writeFile(join(into, "SOURCES.txt"), `${lines.join("\n")}\n`);
await writeFile(join(into, "LICENSES.txt"), await licences());

/** The licence texts of all packages, which must be passed on with their code. */
async function licences(): Promise<string> {
  const rule = "-".repeat(80);
  const sections: string[] = [];
  for (const [name, version] of [...packages].sort()) {
    const home = join(folder as string, "node_modules", name);
    const { license } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as { license: string };
    const file = (await readdir(home)).find((entry) => /^licen[cs]e(?:[.-]|$)/i.test(entry));
    const text =
      file === undefined ? "The package ships no text of its licence." : await readFile(join(home, file), "utf8");
    sections.push(
      [rule, `${name} ${version} (${license})`, rule, "", text.replace(/\r\n/g, "\n").trim(), ""].join("\n"),
    );
  }
  return `The files in this folder are compiled from these packages, under their own licences.\n\n${sections.join("\n")}`;
}
