import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { createRepository } from "../source/repository.ts";
import { keyhawk } from "./command.ts";

const inName = makeKey("openai-project-key", "in the name");
const inBoth = makeKey("openai-service-account-key", "in the name and in the file");

test("a file named after a key is reported, and no format contains the key", async () => {
  const repository = createRepository();
  repository.commit("start", { "readme.md": "hello\n" });
  const start = repository.git("rev-parse", "HEAD").trim();
  const files = { [`logs/${inName}.txt`]: "hello\n", [`${inBoth}.env`]: `KEY=${inBoth}\n` };
  repository.write(files);
  const scan = async (...args: string[]) => {
    let json = "";
    for (const format of ["text", "markdown", "sarif", "json"]) {
      const { code, stdout, stderr } = await keyhawk(["scan", ...args, "--format", format], { cwd: repository.path });
      expect(code).toBe(1);
      expect(stdout + stderr).not.toContain(inName);
      expect(stdout + stderr).not.toContain(inBoth);
      json = stdout;
    }
    const { findings } = JSON.parse(json) as {
      findings: { type: string; masked: string; path: string | null }[];
    };
    return findings.map(({ type, masked, path }) => `${type} ${masked} ${path}`).sort();
  };
  const [first, second] = [inName, inBoth].map((key) => `${key.slice(0, key.indexOf("-", 3) + 1)}…${key.slice(-4)}`);
  const expected = (type: string) =>
    [`${type} ${second} ${second}.env`, `path ${first} null`, `path ${second} null`].sort();
  expect(await scan(".")).toEqual(expected("file"));
  repository.git("add", ".");
  expect(await scan("--staged")).toEqual(expected("file"));
  repository.commit("add");
  expect(await scan("--range", `${start}..HEAD`)).toEqual(expected("blob"));
  expect(await scan("--history")).toEqual(expected("blob"));
});

test("a key that somebody pasted as an argument is in no error", async () => {
  const folder = createRepository().path;
  const lines = [
    ["scan", inName],
    ["scan", "--range", `${inName}..HEAD`],
    ["scan", "--config", inName],
    ["scan", "--format", inName],
    ["scan", "--output", `no-folder/${inName}`],
    ["scan", `--${inName}`],
    [inName],
    ["completion", inName],
  ];
  for (const args of lines) {
    const { code, stdout, stderr } = await keyhawk(args, { cwd: folder });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^keyhawk: .*sk-proj-…/s);
    expect(stderr).not.toContain(inName);
  }
});
