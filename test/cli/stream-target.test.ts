import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { makeKey } from "../keys.ts";
import { call, keyhawk, main } from "./command.ts";

const key = makeKey("openai-project-key", "stream");

test.each([
  ["/dev/stdin", (scan: string) => `printf 'a\\n%s\\n' "$KEY" | ${scan} /dev/stdin`],
  ["a process substitution", (scan: string) => `${scan} <(printf 'a\\n%s\\n' "$KEY")`],
  [
    "a fifo",
    (scan: string) =>
      `f=$(mktemp -u); mkfifo "$f"; printf 'a\\n%s\\n' "$KEY" > "$f" & ${scan} "$f"; code=$?; rm "$f"; exit $code`,
  ],
])("%s as the target is read as standard input", async (_, command) => {
  const scan = `"${process.execPath}" "${main}" scan --format json`;
  const { code, stdout } = await call("bash", ["-c", command(scan)], { env: { ...process.env, KEY: key } });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ findings: [{ line: 2, path: null }], coverage: { notScanned: [] } });
});

test("a fifo in place of a pack does not block a scan of the history", async () => {
  const folder = execFileSync("mktemp", ["-d"]).toString().trim();
  execFileSync("bash", ["-c", "git init -q && mkdir -p .git/objects/pack && mkfifo .git/objects/pack/pack-1.pack"], {
    cwd: folder,
  });
  const { code, stdout } = await keyhawk(["scan", "--history", "--format", "json", folder]);
  execFileSync("rm", ["-r", folder]);
  expect(code).toBe(3);
  expect(JSON.parse(stdout).coverage.notScanned).toMatchObject([{ reason: "unreadable" }]);
});
