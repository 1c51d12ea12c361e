// Writes the figures of docs/suggestions.md: what the files in test/report/suggestions/files get.
//
//   npm run figures
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { withFigures } from "../test/report/figures.ts";

const page = resolve(import.meta.dirname, "../docs/suggestions.md");
await writeFile(page, await withFigures(await readFile(page, "utf8")));
