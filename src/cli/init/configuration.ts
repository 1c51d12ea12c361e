import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const path = ".github/keyhawk.yml";

const text = `# yaml-language-server: $schema=https://raw.githubusercontent.com/keyhawk/keyhawk/main/schema/keyhawk.schema.json
# The same file for the App, the workflow step and the command line; every field is optional.
# What each does: https://github.com/keyhawk/keyhawk/blob/main/docs/configuration.md

# found: every key that is not resolved turns a run red; live: only keys that nothing proves dead; never.
fail-on: found

# Findings that are known and harmless. They stay listed, with the reason.
ignore:
  fingerprints: []
  #  - fingerprint: 0123456789abcdef0123456789abcdef
  #    reason: A key of the vendor's documentation, dead since 2024
  paths: []
  #  - path: test/fixtures/
  #    reason: Shapes of keys made for tests
`;

/** Writes a configuration with the defaults, unless one exists; returns what it did. */
export async function writeConfiguration(root: string): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { flag: "wx" });
    return `Wrote ${path}.`;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return `Kept ${path} as it is.`;
    throw error;
  }
}
