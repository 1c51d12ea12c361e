/** One run of a program. */
export interface Command {
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd?: string;
  /** The whole environment; this process's own when not given. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * A command as a line for a POSIX shell, which runs it in a child of its own. Descriptor 3 is not passed on.
 * @param base the environment that the shell itself was started with
 * @param input the file that the command reads
 */
export function shellLine({ words, cwd, env = process.env }: Command, base: NodeJS.ProcessEnv, input: string): string {
  const changed = Object.entries(env).filter(([name, value]) => value !== undefined && value !== base[name]);
  const removed = Object.keys(base).filter((name) => isShellName(name) && env[name] === undefined);
  const exported = changed.filter(([name]) => isShellName(name));
  // A step's inputs may have a hyphen in their names, which only `env` can set.
  const others = changed.filter(([name]) => !isShellName(name)).map(([name, value]) => quoted(`${name}=${value}`));
  const parts = [
    ...(cwd === undefined ? [] : [`cd ${quoted(cwd)} || exit 127`]),
    ...(removed.length === 0 ? [] : [`unset ${removed.join(" ")}`]),
    ...(exported.length === 0
      ? []
      : [`export ${exported.map(([name, value]) => `${name}=${quoted(value ?? "")}`).join(" ")}`]),
    ["exec", ...(others.length === 0 ? [] : ["env", ...others]), ...words.map(quoted)].join(" "),
  ];
  return `(${parts.join("; ")}) <${quoted(input)} 3>&-`;
}

/** A word that a shell takes as it is. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function isShellName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
