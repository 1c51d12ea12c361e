/** A hook of git that `init` installs. */
export type HookName = "pre-commit" | "pre-push";

/** The command in every hook that `init` writes; a second `init` recognises a hook by it. */
export const hookMarks: Readonly<Record<HookName, string>> = {
  "pre-commit": "keyhawk scan --staged",
  "pre-push": "keyhawk scan --pre-push",
};

/** The command for hook managers that put the repository's packages on the path. */
export const preCommitCommand = `npx --yes ${hookMarks["pre-commit"]} --allow-absent`;

/** Lines of a POSIX shell hook that stop a commit or a push unless Keyhawk succeeds. */
export function hookScript(name: HookName): string {
  return { "pre-commit": preCommitScript, "pre-push": prePushScript }[name];
}

/**
 * Prefers the repository's own copy, then the one on the path; npx starts more slowly and comes last.
 * @param input what is piped into the command
 */
function firstOf(command: string, input = ""): string {
  return `if [ -x node_modules/.bin/keyhawk ]; then
  ${input}node_modules/.bin/${command} || exit $?
elif command -v keyhawk >/dev/null 2>&1; then
  ${input}${command} || exit $?
else
  ${input}npx --yes ${command} || exit $?
fi
`;
}

const preCommitScript = `# Keyhawk: stops a commit that would add an OpenAI key. Installed by \`keyhawk init\`.
${firstOf(`${hookMarks["pre-commit"]} --allow-absent`)}`;

const prePushScript = `# Keyhawk: stops a push that would bring an OpenAI key to the other side. Installed by \`keyhawk init --pre-push\`.
keyhawk_push=$(cat)
${firstOf(`${hookMarks["pre-push"]} "$@"`, `printf '%s\\n' "$keyhawk_push" | `)}# Git says on standard input what is pushed: what follows here, such as Git LFS, reads it as well.
if [ -n "$keyhawk_push" ]; then
  exec <<KEYHAWK_PUSH
$keyhawk_push
KEYHAWK_PUSH
fi
`;

/** A shell script with Keyhawk's lines first, so that an `exit` or `exec` in the script cannot skip them. */
export function withHookScript(script: string, name: HookName): string {
  const interpreter = /^#!.*\r?\n/.exec(script)?.[0] ?? "";
  const rest = script.slice(interpreter.length);
  return `${interpreter}${hookScript(name)}${rest === "" ? "" : `\n${rest}`}`;
}

/** True when a script runs in a shell that understands Keyhawk's lines; husky's scripts have no `#!` line. */
export function isShellScript(script: string): boolean {
  const first = script.split("\n", 1)[0] ?? "";
  return !first.startsWith("#!") || /^#!.*\b(?:sh|bash|dash|ash|ksh|zsh)\b/.test(first);
}
