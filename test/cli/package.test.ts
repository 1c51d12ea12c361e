import { writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { makeKey } from "../keys.ts";
import { call, temporaryFolder } from "./command.ts";

const root = join(import.meta.dirname, "../..");
const key = makeKey("openai-service-account-key", "package");

/** Packs the package and installs it with its dependencies in an empty project, as its users do. */
async function installed() {
  const folder = await temporaryFolder();
  const packed = await call("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder.path], {
    cwd: root,
  });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  await writeFile(join(folder.path, "package.json"), '{ "private": true, "type": "module" }');
  // Whoever runs the tests has just installed the same versions: npm takes them from its cache.
  const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  const ended = await call("npm", ["install", ...options, `./${filename}`], { cwd: folder.path });
  if (ended.code !== 0) throw new Error(`npm install: ${ended.stderr}`);
  return { ...folder, files: files.map((file) => file.path) };
}

test("the packed package installs, holds what it must and no more, and runs as a command and as a library with types", {
  timeout: 240_000,
}, async () => {
  await using folder = await installed();
  const allowed =
    /^(?:package\.json|README\.md|LICENSE|app\.yml|schema\/.*\.json|dist\/(?:cli|lib)(?:\.js|\/.*\.(?:js|d\.ts)))$/;
  expect(folder.files.filter((path) => !allowed.test(path))).toEqual([]);
  for (const path of ["LICENSE", "dist/cli.js", "dist/lib/index.js", "dist/lib/types/index.d.ts", "app.yml"]) {
    expect(folder.files).toContain(path);
  }

  const command = join(folder.path, "node_modules/.bin/keyhawk");
  const keyhawk = (args: readonly string[], input = "") =>
    call(command, args, {
      cwd: folder.path,
      input,
      // The command takes the first `node` of the PATH.
      env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
    });
  expect(await keyhawk(["--version"])).toEqual({ code: 0, stderr: "", stdout: `${manifest.version}\n` });
  const scanned = await keyhawk(["scan", "--stdin"], `KEY=${key}\n`);
  expect(scanned).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("sk-svcacct-…") });

  await writeFile(
    join(folder.path, "use.ts"),
    `import { type Finding, type ScanResult, scanBytes, scanPath } from "keyhawk";
const result: ScanResult = await scanBytes(process.env.TEXT ?? "", { path: "a.env" });
const finding: Finding | undefined = result.findings[0];
console.log(\`\${finding?.credential} \${finding?.line} \${finding?.address.path}\`, (await scanPath("package.json")).coverage.documents);
`,
  );
  const used = await call(process.execPath, ["use.ts"], { cwd: folder.path, env: { TEXT: `\nKEY=${key}\n` } });
  expect(used).toMatchObject({ code: 0, stdout: `sk-svcacct-…${key.slice(-4)} 2 a.env 1\n` });
  const nodeTypes = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2024", ...nodeTypes, "use.ts"];
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  expect(await call(process.execPath, [compiler, ...options], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "",
  });
});
