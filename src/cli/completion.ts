import type { Command, Option } from "commander";

/** The completion script of a shell, made from the same commands and options that the help shows. */
export function completionScript(program: Command, shell: "bash" | "zsh" | "fish"): string {
  const commands = program.commands.filter((command) => command.name() !== "help");
  return { bash, zsh, fish }[shell](commands);
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function names(options: readonly Option[]): string[] {
  return options.flatMap((option) => [option.short, option.long].filter((name) => name !== undefined));
}

/** Words that may follow: choices of an option, or of the first argument. */
function choices(of: { readonly argChoices?: string[] | undefined } | undefined): string {
  return (of?.argChoices ?? []).join(" ");
}

function takesFile(option: Option): boolean {
  return /<file>/.test(option.flags);
}

function bash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const options = optionsOf(command);
    const values = options.flatMap((option) => {
      if (option.argChoices) return [`      ${option.long}) words="${choices(option)}" ;;`];
      return takesFile(option) ? [`      ${option.long}) COMPREPLY=($(compgen -f -- "$word")); return ;;`] : [];
    });
    const argument = choices(command.registeredArguments[0]);
    const files = command.registeredArguments.length > 0 && argument === "" ? "files=1" : "files=";
    return `    ${command.name()})
      words="${[...names(options), argument].join(" ").trim()}"; ${files}
      case "$previous" in
${values.join("\n")}${values.length > 0 ? "\n" : ""}      *) ;;
      esac ;;`;
  });
  return `# bash completion for keyhawk
_keyhawk() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="" files=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map((command) => command.name()).join(" ")} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [ -n "$files" ] && [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _keyhawk keyhawk
`;
}

function zsh(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const specs = optionsOf(command).map((option) => {
      const value = option.argChoices ? `:value:(${choices(option)})` : takesFile(option) ? ":file:_files" : ":value:";
      const flags = [option.short, option.long].filter((name) => name !== undefined);
      const spec = `[${zshText(option.description)}]${option.required ? value : ""}`;
      return flags.map((flag) => `      '${flag}${spec}'`).join(" \\\n");
    });
    const argument = command.registeredArguments[0];
    if (argument)
      specs.push(`      '1:${argument.name()}:${argument.argChoices ? `(${choices(argument)})` : "_files"}'`);
    return `    ${command.name()}) _arguments \\\n${specs.join(" \\\n")} ;;`;
  });
  const described = commands.map((command) => `    '${command.name()}:${zshText(command.summary())}'`);
  return `#compdef keyhawk
_keyhawk() {
  local -a commands
  commands=(
${described.join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local name=\${words[2]}
  shift words; (( CURRENT-- ))
  case $name in
${cases.join("\n")}
  esac
}
compdef _keyhawk keyhawk
`;
}

function zshText(text: string): string {
  return text.replace(/'/g, "’").replace(/[[\]:]/g, " ");
}

function fish(commands: readonly Command[]): string {
  const lines = ["# fish completion for keyhawk", "complete -c keyhawk -n __fish_use_subcommand -f"];
  for (const command of commands) {
    lines.push(`complete -c keyhawk -n __fish_use_subcommand -a ${command.name()} -d '${fishText(command.summary())}'`);
    const condition = `-n '__fish_seen_subcommand_from ${command.name()}'`;
    const argument = choices(command.registeredArguments[0]);
    if (argument !== "") lines.push(`complete -c keyhawk ${condition} -f -a '${argument}'`);
    for (const option of optionsOf(command)) {
      const short = option.short ? ` -s ${option.short.slice(1)}` : "";
      const long = option.long ? ` -l ${option.long.slice(2)}` : "";
      const value = option.argChoices ? ` -x -a '${choices(option)}'` : option.required ? " -r" : "";
      lines.push(`complete -c keyhawk ${condition}${short}${long}${value} -d '${fishText(option.description)}'`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function fishText(text: string): string {
  return text.replace(/['\\]/g, "\\$&");
}
