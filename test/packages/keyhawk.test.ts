import { once } from "node:events";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { call, temporaryFolder } from "../cli/command.ts";
import { makeKey } from "../keys.ts";
import { foreignArchives } from "../source/archives/masked.ts";
import { install, type Packed } from "./packed.ts";
import { shipped } from "./shipped.ts";

const root = join(import.meta.dirname, "../..");
const key = makeKey("openai-service-account-key", "package");

let folder: AsyncDisposable & { readonly path: string };
let packed: Packed;
beforeAll(async () => {
  folder = await temporaryFolder();
  packed = (await shipped()).keyhawk;
  await install(folder.path, [packed]);
});
afterAll(() => folder[Symbol.asyncDispose]());

function keyhawk(args: readonly string[], input = "") {
  return call(join(folder.path, "node_modules/.bin/keyhawk"), args, {
    cwd: folder.path,
    input,
    // The command takes the first `node` of the PATH.
    env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), GH_ENTERPRISE_TOKEN: "none" },
  });
}

test("the package holds the command, the library with its types, the schema and the grammars, and no more", () => {
  const allowed =
    /^(?:package\.json|README\.md|LICENSE|schema\/.*\.json|dist\/cli\/LICENSES\.txt|dist\/cli\.js|dist\/cli\/.*\.(?:js|wasm\.br)|dist\/lib\/(?:check-node|index|library)\.js|dist\/lib\/types\/.*\.d\.ts|dist\/grammars\/(?:\w+\.wasm\.br|SOURCES\.txt|LICENSES\.txt))$/;
  expect(packed.files.filter((path) => !allowed.test(path))).toEqual([]);
  for (const path of ["LICENSE", "dist/cli.js", "dist/lib/index.js", "dist/lib/types/index.d.ts"]) {
    expect(packed.files).toContain(path);
  }
});

test("installed, it is one package below 5 MB that brings no other and lists the licences of the code in it", async () => {
  const packages = (await readdir(join(folder.path, "node_modules"))).filter((name) => !name.startsWith("."));
  expect(packages).toEqual(["keyhawk"]);
  const installed = join(folder.path, "node_modules/keyhawk");
  const entries = await readdir(installed, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);

  const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
    await readFile(join(installed, "package.json"), "utf8"),
  );
  expect([dependencies, optionalDependencies, peerDependencies]).toEqual([undefined, undefined, undefined]);
  const licences = await readFile(join(installed, "dist/cli/LICENSES.txt"), "utf8");
  for (const name of ["commander", "@octokit/core", "yaml", "yauzl", "zod"]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)$`, "m"));
  }
});

test("the installed command scans, and reads a repository on GitHub, without any other package", async () => {
  expect(await keyhawk(["--version"])).toEqual({ code: 0, stderr: "", stdout: `${manifest.version}\n` });
  const scanned = await keyhawk(["scan", "--stdin"], `KEY=${key}\n`);
  expect(scanned).toMatchObject({ code: 1, stderr: "", stdout: expect.stringContaining("sk-svcacct-…") });

  // What opens it is a file of its own in the package.
  await writeFile(join(folder.path, "a.7z"), foreignArchives().get("a.7z") ?? "");
  expect(await keyhawk(["scan", "a.7z"])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("a.7z › a.env:2:16"),
  });

  // So is the grammar that decides a replacement.
  await writeFile(join(folder.path, "app.py"), `call("${key}")\n`);
  expect((await keyhawk(["scan", "app.py"])).stdout).toMatch(/Replace call\(os\.environ\["OPENAI_API_KEY"\]\)\n/);

  // What is said of the answer comes from the client for GitHub inside the package.
  const github = createServer((_request, response) => {
    response.writeHead(404, { "content-type": "application/json" }).end('{ "message": "Not Found" }');
  }).listen(0, "127.0.0.1");
  await once(github, "listening");
  const { port } = github.address() as AddressInfo;
  const remote = await keyhawk(["scan", `http://127.0.0.1:${port}/acme/shop`]);
  github.close();
  expect(remote).toMatchObject({ code: 3, stdout: "", stderr: expect.stringMatching(/^keyhawk: .*acme\/shop.*\n$/) });
});

test("serve says in one sentence how to get the App", async () => {
  expect(await keyhawk(["serve"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "keyhawk: The App is a package of its own: run `npx keyhawk-app`, or install keyhawk-app beside keyhawk.\n",
  });
});

test("the library runs, and its types hold without any other package but Node's types", async () => {
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
  const required = 'const { scanBytes } = require("keyhawk"); console.log(typeof scanBytes);';
  expect(await call(process.execPath, ["-e", required], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "function\n",
  });
  const nodeTypes = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2024", ...nodeTypes, "use.ts"];
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  expect(await call(process.execPath, [compiler, ...options], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "",
  });
});
