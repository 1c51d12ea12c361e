import { version } from "../../version.ts";
import type { NewFile } from "./new-file.ts";

const pages = "https://github.com/keyhawk/keyhawk/blob/main/docs";

const configuration = `# yaml-language-server: $schema=https://raw.githubusercontent.com/keyhawk/keyhawk/main/schema/keyhawk.schema.json
# For all repositories of the organisation, below their own .github/keyhawk.yml.
# What each field does: ${pages}/configuration.md

# Keys become incidents; nothing is published, turned red or revoked. Remove this to switch everything on.
mode: observe

# Repositories that differ; the last entry that matches decides.
modes: []
#  - { repository: "payments-*", mode: enforce }

# What repositories must not change.
enforce: [fail-on, fail-severity, check]

# Teams whose members may have keys revoked, besides maintainers and admins of a repository.
revoke-teams: []
#  - security
`;

const workflow = `# For a ruleset of the organisation that requires this workflow (see the next steps of \`keyhawk init --organisation\`).
# It needs no secret and checks nothing out. With Keyhawk's App on every repository, require its check instead.
name: Keyhawk
on:
  pull_request:
    types: [opened, synchronize, reopened, edited]
  merge_group:
permissions:
  contents: read
  checks: write
  pull-requests: write
jobs:
  keyhawk:
    runs-on: ubuntu-latest
    steps:
      - uses: keyhawk/keyhawk@v${version}
`;

/** The files of an organisation's \`.github\` repository. */
export const organisationFiles: readonly NewFile[] = [
  { path: ".github/keyhawk.yml", text: configuration },
  { path: ".github/workflows/keyhawk-required.yml", text: workflow },
];

/** What no file can set. */
export const nextSteps = `Next, in the settings of the organisation:
1. Push these files to the default branch of the organisation's .github repository. Workflows of other repositories
   must be able to read the configuration: make that repository public, or use the App.
2. Settings > GitHub Apps: install Keyhawk's App on all repositories. (${pages}/app.md)
3. When observing shows what you expect, remove \`mode: observe\`. Then Settings > Repository > Rulesets: require the
   check "Keyhawk" with the App as its source, or, without the App, the workflow keyhawk-required.yml.
   (${pages}/required-check.md)
4. Pull requests from forks: the App needs nothing. A workflow's token can only read there, so the required workflow
   turns red without a comment. \`pull_request_target\`, whose token can write, is blocked in public repositories by
   GitHub's default policy: Settings > Actions > General > Event policies must allow it for that workflow, and the
   workflow must check nothing of the pull request out. (${pages}/use-in-a-workflow.md#pull-requests-from-forks)
`;

/** The files and the next steps as one text, for a terminal or a review. */
export function printedOrganisation(): string {
  const files = organisationFiles.map(({ path, text }) => `# ===== ${path} =====\n${text}`);
  return `${files.join("\n")}\n${nextSteps}`;
}
