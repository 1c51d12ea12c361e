/** Stands in every hook that we wrote, so that a second `init` finds it. */
export const hookMark = "keyhawk scan --staged";

/**
 * Lines of a POSIX shell hook that stop a commit which would add a key. The repository's own copy is preferred, then
 * the one on the path; npx, slower by its start, comes last.
 */
export const hookScript = `# Keyhawk: stops a commit that would add an OpenAI key. Installed by \`keyhawk init\`.
if [ -x node_modules/.bin/keyhawk ]; then
  node_modules/.bin/keyhawk scan --staged || exit $?
elif command -v keyhawk >/dev/null 2>&1; then
  keyhawk scan --staged || exit $?
else
  npx --yes keyhawk scan --staged || exit $?
fi
`;

/** The one line for hook managers that have the packages of the repository on their path. */
export const hookCommand = "npx --yes keyhawk scan --staged";

/** A shell script with our lines before its own, so that no \`exit\` or \`exec\` of it is in their way. */
export function withHookScript(script: string): string {
  const interpreter = /^#!.*\r?\n/.exec(script)?.[0] ?? "";
  const rest = script.slice(interpreter.length);
  return `${interpreter}${hookScript}${rest === "" ? "" : `\n${rest}`}`;
}

/** True when a script runs in a shell that understands our lines; husky's have no first line that says so. */
export function isShellScript(script: string): boolean {
  const first = script.split("\n", 1)[0] ?? "";
  return !first.startsWith("#!") || /^#!.*\b(?:sh|bash|dash|ash|ksh|zsh)\b/.test(first);
}
