import { mkdir, readdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { call, temporaryFolder } from "./command.ts";

const root = join(import.meta.dirname, "../..");
const key = makeKey("openai-service-account-key", "package");

/** An empty project with the packed package in it, as `npm install keyhawk-….tgz` would leave it. */
async function installed() {
  const folder = await temporaryFolder();
  const packed = await call("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder.path], {
    cwd: root,
  });
  const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: { path: string }[] }];
  const modules = join(folder.path, "node_modules");
  await mkdir(modules);
  // The dependencies are those of this checkout: what is tested is our package, not the registry.
  for (const name of await readdir(join(root, "node_modules"))) {
    if (!name.startsWith(".")) await symlink(join(root, "node_modules", name), join(modules, name));
  }
  await call("tar", ["-xzf", filename], { cwd: folder.path });
  await rename(join(folder.path, "package"), join(modules, "keyhawk"));
  await writeFile(join(folder.path, "package.json"), '{ "type": "module" }');
  return { ...folder, files: files.map((file) => file.path) };
}

test("the packed package holds what it must and no more, and runs as a command and as a library with types", async () => {
  await using folder = await installed();
  const allowed =
    /^(?:package\.json|README\.md|LICENSE|app\.yml|schema\/.*\.json|dist\/(?:cli|lib)(?:\.js|\/.*\.(?:js|d\.ts)))$/;
  expect(folder.files.filter((path) => !allowed.test(path))).toEqual([]);
  for (const path of ["LICENSE", "dist/cli.js", "dist/lib/index.js", "dist/lib/types/index.d.ts", "app.yml"]) {
    expect(folder.files).toContain(path);
  }

  const command = join(folder.path, "node_modules/keyhawk/dist/cli.js");
  const scanned = await call(process.execPath, [command, "scan", "--stdin"], {
    cwd: folder.path,
    input: `KEY=${key}\n`,
  });
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
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2024", "--types", "node", "use.ts"];
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  expect(await call(process.execPath, [compiler, ...options], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "",
  });
});
