/**
 * A repository is not trusted: its configuration may name programs and change what is shown. These settings override
 * every configuration file, also for nested repositories and for processes that git starts. External diffs, text
 * conversions and signatures are disabled by options of the commands that support them.
 */
const overrides = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.pager=cat",
  "core.sshCommand=false",
  "core.askPass=",
  "core.alternateRefsCommand=false",
  "credential.helper=",
  "gpg.program=false",
  // The repository's grafts file, which overrides the parents in its commits.
  "core.commitGraph=false",
  "advice.graftFileDeprecated=false",
];
/** The options with which git is always called. */
export const gitSettings = ["--no-pager", ...overrides.flatMap((each) => ["-c", each])];

/** Loading it takes 3 ms, and a scan of a folder outside a repository runs nothing. */
export function childProcesses() {
  // Windows would search the scanned folder for git first.
  if (process.platform === "win32") process.env.NoDefaultCurrentDirectoryInExePath ??= "1";
  return process.getBuiltinModule("node:child_process");
}
