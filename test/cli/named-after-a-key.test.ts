import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { createRepository } from "../source/repository.ts";
import { call, main } from "./command.ts";

const inName = makeKey("openai-project-key", "in the name");
const inBoth = makeKey("openai-service-account-key", "in the name and in the file");

test("a file named after a key is reported, and no format contains the key", async () => {
  const repository = createRepository();
  repository.commit("start", { "readme.md": "hello\n" });
  const start = repository.git("rev-parse", "HEAD").trim();
  const files = { [`logs/${inName}.txt`]: "hello\n", [`${inBoth}.env`]: `KEY=${inBoth}\n` };
  repository.write(files);
  const scan = async (...args: string[]) => {
    const reports = await Promise.all(
      ["json", "text", "markdown", "sarif"].map((format) =>
        call(process.execPath, [main, "scan", ...args, "--format", format], { cwd: repository.path }),
      ),
    );
    for (const { code, stdout, stderr } of reports) {
      expect(code).toBe(1);
      expect(stdout + stderr).not.toContain(inName);
      expect(stdout + stderr).not.toContain(inBoth);
    }
    const { findings } = JSON.parse(reports[0]?.stdout ?? "") as {
      findings: { type: string; masked: string; path: string | null }[];
    };
    return findings.map(({ type, masked, path }) => `${type} ${masked} ${path}`).sort();
  };
  const [first, second] = [inName, inBoth].map((key) => `${key.slice(0, key.indexOf("-", 3) + 1)}…${key.slice(-4)}`);
  const told = (type: string) =>
    [`${type} ${second} ${second}.env`, `path ${first} null`, `path ${second} null`].sort();
  expect(await scan(".")).toEqual(told("file"));
  repository.git("add", ".");
  expect(await scan("--staged")).toEqual(told("file"));
  repository.commit("add");
  expect(await scan("--range", `${start}..HEAD`)).toEqual(told("blob"));
  expect(await scan("--history")).toEqual(told("blob"));
}, 240_000);

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
  const ended = await Promise.all(lines.map((args) => call(process.execPath, [main, ...args], { cwd: folder })));
  for (const { code, stdout, stderr } of ended) {
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^keyhawk: .*sk-proj-…/s);
    expect(stderr).not.toContain(inName);
  }
}, 240_000);
