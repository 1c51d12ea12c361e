import { Failure } from "../../failure.ts";
import { print, type Terminal } from "../terminal.ts";
import { writeConfiguration } from "./configuration.ts";
import { git } from "./git.ts";
import { installHook } from "./hook.ts";
import { writeNew } from "./new-file.ts";
import { nextSteps, organisationFiles, printedOrganisation } from "./organisation.ts";

/** `keyhawk init --organisation`: writes the files of an organisation's `.github` repository, or prints them. */
export async function initializeOrganisation(as: "files" | "text", terminal: Terminal): Promise<void> {
  if (as === "text") return print(terminal.stdout, printedOrganisation());
  const root = await rootOf(terminal);
  for (const file of organisationFiles) await print(terminal.stdout, `${await writeNew(root, file)}\n`);
  await print(terminal.stdout, `\n${nextSteps}`);
}

/** `keyhawk init`: writes a configuration and hooks for the repository of the current folder; returns what it did. */
export async function initialize(
  parts: { readonly hook: boolean; readonly prePush?: true; readonly configuration: boolean },
  terminal: Terminal,
): Promise<void> {
  const root = await rootOf(terminal);
  if (parts.configuration) await print(terminal.stdout, `${await writeConfiguration(root)}\n`);
  if (parts.hook) await print(terminal.stdout, `${await installHook(root, "pre-commit")}\n`);
  if (parts.prePush) await print(terminal.stdout, `${await installHook(root, "pre-push")}\n`);
}

async function rootOf(terminal: Terminal): Promise<string> {
  const root = await git(terminal.cwd(), ["rev-parse", "--show-toplevel"]);
  if (root === null) {
    throw new Failure(
      "usage",
      "There is no git work tree here: run `keyhawk init` in a checkout, or `git init` first.",
    );
  }
  return root;
}
