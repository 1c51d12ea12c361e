import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { access, chmod, readFile, stat, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { newDataFolder } from "../app/data-folder.ts";
import { until } from "../app/until.ts";
import { compileCache } from "../built/built.ts";
import { call, temporaryFolder } from "../cli/command.ts";
import { freePort } from "../free-port.ts";
import { install } from "./packed.ts";
import { shipped } from "./shipped.ts";

let folder: AsyncDisposable & { readonly path: string };
beforeAll(async () => {
  folder = await temporaryFolder();
  // The App runs as another user, too.
  await chmod(folder.path, 0o755);
  const { keyhawk, app } = await shipped();
  await install(folder.path, [keyhawk, app]);
}, 240_000);
afterAll(() => folder[Symbol.asyncDispose]());

const root = join(import.meta.dirname, "../..");
/** For every process: what it compiles is stored for the next one. */
const started = {
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE: compileCache,
};

/** The environment of an App with credentials of its own, on a free port. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    ...started,
    HOST: "127.0.0.1",
    PORT: "0",
    APP_ID: "1",
    PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    WEBHOOK_SECRET: "the secret of this test",
    KEYHAWK_DATA: await newDataFolder(),
    // Nobody listens there; OpenTelemetry's packages are loaded all the same.
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  };
}

async function healthOf(child: ChildProcess): Promise<unknown> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const url = await until("the App to listen", () => {
    if (child.exitCode !== null) throw new Error(`The App ended: ${output}`);
    return /takes webhooks at (http:\/\/[^/]+)/.exec(output)?.[1];
  });
  return (await fetch(`${url}/healthz`)).json();
}

test("the package installs what the App needs and nothing that only a scan or the workflow step needs", async () => {
  const installed = join(folder.path, "node_modules/keyhawk-app");
  const { version, dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  expect(version).toBe(manifest.version);
  const expected: Readonly<Record<string, string>> = manifest.dependencies;
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(["@electric-sql/pglite", "pg", "probot"]));
  expect(Object.keys(dependencies).filter((name) => name.startsWith("@actions/"))).toEqual([]);
  for (const [name, range] of Object.entries(dependencies)) expect(range).toBe(expected[name]);
  await access(join(installed, "app.yml"));
});

test("the command keyhawk-app prints its version and its help, and refuses what it does not know", async () => {
  const app = (...args: readonly string[]) =>
    call(join(folder.path, "node_modules/.bin/keyhawk-app"), args, { cwd: folder.path, env: started });
  expect(await app("--version")).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  expect(await app("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("--env-file") });
  const refused = await app("--nonsense");
  expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(/^keyhawk-app: .*\n$/) });
});

test.for([
  { command: "keyhawk-app", args: [] },
  { command: "keyhawk", args: ["serve"] },
])("$command runs the App with its database, until it is ended", async ({ command, args }) => {
  const child = spawn(join(folder.path, "node_modules/.bin", command), args, {
    cwd: folder.path,
    env: await environment(),
  });
  const ended = once(child, "exit");
  try {
    expect(await healthOf(child)).toMatchObject({ database: "ok" });
  } finally {
    child.kill("SIGTERM");
  }
  expect(await ended).toEqual([0, null]);
});

test("the package is a Probot application function, with types", async () => {
  await writeFile(
    join(folder.path, "use.ts"),
    `import { type ApplicationFunction, Probot } from "probot";
import application, { serve } from "keyhawk-app";
const app: ApplicationFunction = application;
console.log(typeof app, typeof serve, typeof Probot);
`,
  );
  expect(await call(process.execPath, ["use.ts"], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "function function function\n",
  });
  const nodeTypes = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node", "--skipLibCheck"];
  const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2024", ...nodeTypes, "use.ts"];
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  expect(await call(process.execPath, [compiler, ...options], { cwd: folder.path })).toMatchObject({
    code: 0,
    stdout: "",
  });
});

test("a wrong setting is one sentence and exit code 2, whichever command starts the App", async () => {
  for (const [command, args] of [
    ["keyhawk-app", []],
    ["keyhawk", ["serve"]],
  ] as const) {
    const { code, stdout, stderr } = await call(join(folder.path, "node_modules/.bin", command), args, {
      cwd: folder.path,
      env: { ...started, PORT: "many" },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^${command}: .*PORT.*\\n$`));
  }
});

test("`keyhawk-app doctor` says what is missing, and ends with 2", async () => {
  const { code, stdout, stderr } = await call(join(folder.path, "node_modules/.bin/keyhawk-app"), ["doctor"], {
    cwd: folder.path,
    env: started,
  });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toMatch(/^ok +settings .*\nproblem +credentials +The App has no credentials yet\.\n/);
});

test("what the image sets is enough to run the App read-only as another user, to see that it is well, and to stop it", async () => {
  const dockerfile = (await readFile(join(root, "Dockerfile"), "utf8")).replaceAll(/\\\n/g, " ");
  const [, pairs = ""] = /^ENV (.*)$/m.exec(dockerfile) ?? [];
  const image = Object.fromEntries(
    pairs
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split("=")),
  );
  const data = await newDataFolder();
  const user = (await mayBeEntered(folder.path)) && process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
  if (user.uid !== undefined) await call("chown", ["-R", `${user.uid}:${user.gid}`, data], {});
  const port = await freePort();
  const { PATH, HOST, PORT, ...given } = { ...(await environment()), ...image };
  const env = {
    ...given,
    ...started,
    HOST: HOST ?? "",
    PORT: String(port),
    KEYHAWK_METRICS_PORT: "0",
    KEYHAWK_DATA: data,
  };
  const app = join(folder.path, "node_modules/.bin/keyhawk-app");
  const [, command = ""] = /^HEALTHCHECK .*CMD (.*)$/m.exec(dockerfile) ?? [];
  const [name, ...words] = JSON.parse(command) as [string, ...string[]];
  expect(name).toBe("keyhawk-app");
  const health = () => call(app, words, { cwd: folder.path, env });
  expect(await health()).toMatchObject({ code: 1, stdout: expect.stringContaining("Nothing answers") });

  const child = spawn(app, [], { cwd: "/", env, stdio: "ignore", ...user });
  const ended = once(child, "exit");
  try {
    const well = await until("the App to be well", async () => {
      if (child.exitCode !== null) throw new Error(`The App ended with ${child.exitCode}.`);
      const asked = await health();
      return asked.code === 0 ? asked.stdout : null;
    });
    expect(JSON.parse(well)).toMatchObject({ status: "ok" });
  } finally {
    child.kill("SIGTERM");
  }
  expect(await ended).toEqual([0, null]);
});

/** True when every user may enter the folder and run this Node. */
async function mayBeEntered(path: string): Promise<boolean> {
  const parents = (of: string): readonly string[] => (dirname(of) === of ? [of] : [of, ...parents(dirname(of))]);
  const folders = [...parents(path), ...parents(dirname(process.execPath))];
  const modes = await Promise.all(folders.map(async (each) => (await stat(each)).mode));
  return modes.every((mode) => (mode & 0o005) === 0o005);
}
