import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startVitest } from "vitest/node";
import { type Mutant, mutants } from "../test/mutants/mutants.ts";

/*
 * Makes each small change of the table in test/mutants, one after the other and in memory only, and runs its tests.
 * Ends with code 1 when one goes unnoticed, or when one is noticed that is listed as making no difference.
 * Words on the command line select changes by file.
 */

const root = join(import.meta.dirname, "..");

async function isNoticed({ file, from, to, tests }: Mutant): Promise<boolean> {
  const path = join(root, "src", file);
  const mutated = readFileSync(path, "utf8").replace(from, () => to);
  const filters = tests.map((name) => join(root, "test", name));
  const options = { run: true, watch: false, bail: 1, maxWorkers: 2, fsModuleCache: false, reporters: [{}] };
  const plugin = { name: "mutant", enforce: "pre" as const, load: (id: string) => (id === path ? mutated : null) };
  const vitest = await startVitest("test", filters, options, { plugins: [plugin] });
  const ran = vitest.state.getFiles().length;
  const failed = vitest.state.getCountOfFailedTests();
  await vitest.close();
  if (ran === 0) throw new Error(`No test ran for ${file}.`);
  return failed > 0;
}

const words = process.argv.slice(2);
const chosen = mutants.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
let wrong = 0;
for (const mutant of chosen) {
  const noticed = await isNoticed(mutant);
  const asListed = noticed === (mutant.survives === undefined);
  if (!asListed) wrong += 1;
  const verdict = noticed ? "noticed" : (mutant.survives ?? "UNNOTICED");
  console.log(
    `${asListed ? "ok " : "BAD"} ${mutant.file}: ${JSON.stringify(mutant.from)} -> ${JSON.stringify(mutant.to)}: ${verdict}`,
  );
}
console.log(`${chosen.length} changes, ${wrong} not as listed`);
process.exitCode = wrong > 0 ? 1 : 0;
