/** Stands in every hook that we wrote, so that a second `init` finds it. */
export const hookMark = "keyhawk scan --staged";

/**
 * Lines of a POSIX shell hook that stop a commit which would add a key, and none that could only not be scanned whole.
 * The repository's own copy is preferred, then the one on the path; npx, slower by its start, comes last.
 */
export const hookScript = `# Keyhawk: stops a commit that would add an OpenAI key. Installed by \`keyhawk init\`.
keyhawk_code=0
if [ -x node_modules/.bin/keyhawk ]; then
  node_modules/.bin/keyhawk scan --staged || keyhawk_code=$?
elif command -v keyhawk >/dev/null 2>&1; then
  keyhawk scan --staged || keyhawk_code=$?
else
  npx --yes keyhawk scan --staged || keyhawk_code=$?
fi
# 3 says that something is not here to be scanned, such as a submodule or what Git LFS keeps: no reason to stop.
[ "$keyhawk_code" -eq 0 ] || [ "$keyhawk_code" -eq 3 ] || exit "$keyhawk_code"
`;

/** The one line for hook managers that have the packages of the repository on their path and run it in a shell. */
export const hookCommand = "npx --yes keyhawk scan --staged || [ $? -eq 3 ]";

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
