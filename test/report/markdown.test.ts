import { expect, test } from "vitest";
import { code, codeBlock } from "../../src/report/markdown.ts";
import { printable } from "../../src/report/printable.ts";
import { makeKey } from "../keys.ts";

test("a key is masked wherever a text that is too long is cut", () => {
  const key = makeKey("openai-project-key", "cut");
  const encoded = Buffer.from(key).toString("hex");
  for (const secret of [key, encoded]) {
    for (const before of [9_990 - secret.length, 9_999 - secret.length, 9_900, 9_980, 10_000]) {
      const shown = printable(`${" ".repeat(before)}${secret} ${"x".repeat(50_000)}`, 20_000);
      // Not even a part of it: what follows its prefix is secret.
      expect(shown).not.toContain(secret.slice(0, 24));
      expect(shown.length).toBeLessThan(10_100);
    }
  }
});

test("a fence is longer than the longest run of backticks, however many there are", () => {
  expect(code("a``b`c")).toBe("``` a``b`c ```");
  const text = `${"` ".repeat(200_000)}\`\`\`\``;
  expect(codeBlock(text, "")).toMatch(/^`{5}\n/);
});
