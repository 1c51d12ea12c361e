import { type NewFile, writeNew } from "./new-file.ts";

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

const configuration: NewFile = { path: ".github/keyhawk.yml", text };

/** Writes a configuration with the defaults, unless one exists; returns what it did. */
export function writeConfiguration(root: string): Promise<string> {
  return writeNew(root, configuration);
}
