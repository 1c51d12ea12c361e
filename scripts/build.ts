import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildInto } from "./bundles.ts";
import { differences } from "./folder.ts";
import { assemblePackages } from "./packages.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

async function check(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-build-"));
  try {
    await buildInto(folder);
    const found = await differences(folder, dist);
    if (found.length === 0) {
      console.log("dist/ is what the sources build.");
      return;
    }
    console.error(`dist/ is not what the sources build; run \`npm run build\` and commit it.\n${found.join("\n")}`);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
if (values.check) {
  await check();
} else {
  const fresh = `${dist}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  const app = await buildInto(fresh);
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
  await assemblePackages({ root, dist, app, into: join(root, "build") });
}
