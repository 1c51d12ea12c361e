import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../test/cli/command.ts";
import { makeKey } from "../test/keys.ts";
import { bundle } from "./bundle.ts";
import { prepareStep } from "./prepared-step.ts";
import { type BenchRow, median } from "./row.ts";

const run = promisify(execFile);
const rounds = 5;

const key = (seed: string) => makeKey("openai-project-key", seed);

/** Each needs a grammar; those of C# and Kotlin take the most memory. */
const leaking = {
  "app.py": `import openai\n\nclient = openai.OpenAI(api_key="${key("python")}")\n`,
  "index.ts": `import OpenAI from "openai";\n\nexport const client = new OpenAI({ apiKey: "${key("typescript")}" });\n`,
  "Program.cs": `var client = new ChatClient("gpt-4o", "${key("csharp")}");\n`,
  "Main.kt": `fun main() {\n    val client = OpenAI(token = "${key("kotlin")}")\n}\n`,
};

/** Peak resident memory of the workflow step, compared with an empty Node. */
export async function benchStepMemory(): Promise<BenchRow[]> {
  await using clean = await prepareStep({ "app.py": "print('hello')\n".repeat(50) }, 0);
  await using one = await prepareStep({ "app.py": leaking["app.py"] }, 1);
  await using four = await prepareStep(leaking, 1);
  await using folder = await temporaryFolder();
  const peaks = join(folder.path, "peaks");
  const env = { NODE_OPTIONS: `--import=${await bundle("./record-peak.ts")}`, KEYHAWK_PEAKS: peaks };
  for (let round = 0; round < rounds; round++) {
    await run(process.execPath, ["-e", "0"], { env: { ...process.env, ...env } });
    for (const step of [clean, one, four]) await step.run(env);
  }
  const kilobytes = (await readFile(peaks, "utf8")).trim().split("\n").map(Number);
  const peakOf = (process: number) => median(kilobytes.filter((_, at) => at % 4 === process));
  const ratio = (process: number) => peakOf(process) / peakOf(0);
  return [
    { name: "its peak resident memory", baseline: "`node -e 0`", value: ratio(1), unit: "x", target: 2.5 },
    { name: "the same, with a key in Python", baseline: "`node -e 0`", value: ratio(2), unit: "x", target: 2.5 },
    {
      name: "the same, with keys in Python, TypeScript, C# and Kotlin",
      baseline: "`node -e 0`",
      value: ratio(3),
      unit: "x",
      target: 4,
    },
  ];
}
