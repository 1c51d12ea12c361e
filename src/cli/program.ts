import { Argument, Command, Option } from "commander";
import { Failure } from "../failure.ts";
import { version } from "../version.ts";
import { doctorCommand } from "./doctor-command.ts";
import { historyCommand } from "./history/history-command.ts";
import { incidentsCommand } from "./incidents/incidents-command.ts";
import type { RevokeFlags } from "./revoke/flags.ts";
import type { ScanFlags } from "./scan/flags.ts";
import { formatNames, formatsDescribed } from "./scan/formats.ts";
import { hasColor, print, type Terminal } from "./terminal.ts";

/** The inputs and outputs of a command. */
export interface ProgramCall {
  /** Takes the exit code. */
  readonly exit?: (code: number) => void;
  /** Prints the help when it is requested. */
  readonly help?: (text: string) => void;
  /** Prints what is wrong with the arguments; the message may quote them. */
  readonly complain?: (text: string) => void;
  /** The arguments after `--`, which the parser returns together with the others. */
  readonly behind?: readonly string[];
}

/**
 * The commands, options and help of `keyhawk`. Each command loads its code when it runs, so that `scan` in a hook does
 * not wait for the App.
 */
export function createProgram(terminal: Terminal, call: ProgramCall = {}): Command {
  const program = new Command("keyhawk")
    .description("Finds leaked OpenAI keys, shows them to their author and makes them worthless within seconds.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .configureOutput({
      writeOut: call.help ?? ((text) => terminal.stdout.write(text)),
      writeErr: call.complain ?? ((text) => terminal.stderr.write(text)),
      outputError: (text, write) => write(text.replace(/^error: /, "keyhawk: ")),
      getOutHasColors: () => hasColor(terminal.stdout, terminal.env),
      getErrHasColors: () => hasColor(terminal.stderr, terminal.env),
    })
    .showHelpAfterError("Run `keyhawk --help` for what there is.")
    .exitOverride();

  program.addCommand(scanCommand(terminal, call));
  program.addCommand(revokeCommand(terminal, call));
  program.addCommand(serveCommand(terminal));
  program.addCommand(incidentsCommand(terminal));
  program.addCommand(historyCommand(terminal));
  program.addCommand(doctorCommand(terminal, call.exit ?? (() => {})));
  program.addCommand(initCommand(terminal));
  program.addCommand(completionCommand(terminal, program));
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    for (const subcommand of command.commands) subcommand.copyInheritedSettings(program);
  }
  program.addHelpText(
    "after",
    `
Exit codes:
  0  nothing found, or nothing that --fail-on counts
  1  findings
  2  bad usage or configuration, or a Node that is too old
  3  the scan could not be completed; what was not scanned is in the output
  70 a defect of Keyhawk

Examples:
  keyhawk scan                       the work tree
  keyhawk scan --staged              what the next commit would add
  keyhawk scan --range main..HEAD    every commit of a branch, messages included
  keyhawk scan --staged -- src       what the next commit would add below src
  git diff | keyhawk scan --stdin    standard input
  keyhawk revoke < key.txt           whose key this is; with --yes it is deleted
  keyhawk incidents --state open     what the App found and is not settled
  keyhawk init                       a configuration and a pre-commit hook`,
  );
  return program;
}

function scanCommand(terminal: Terminal, { exit = () => {}, behind = [] }: ProgramCall): Command {
  const sources = ["staged", "range", "history", "stdin", "prePush", "preReceive"];
  const source = (flags: string, description: string) => {
    const option = new Option(flags, description);
    return option.conflicts(sources.filter((name) => name !== option.attributeName()));
  };
  return new Command("scan")
    .summary("scan a work tree, commits, standard input or a repository on GitHub")
    .description(
      `Scans for OpenAI keys. Without a source option: the work tree, tracked and untracked files, without what git ignores.

TARGET is a path, or a pull request or repository on GitHub: owner/name#123, https://github.com/owner/name.
GitHub is asked with the token of GITHUB_TOKEN, GH_TOKEN or \`gh auth token\`.

--staged, --range and --history can be narrowed to paths as git does: keyhawk scan --range main..HEAD -- src docs`,
    )
    .usage("[options] [target] [-- path...]")
    .addArgument(new Argument("[target...]", "what to scan").default([], "the current folder"))
    .addOption(source("--staged", "what the next commit would add"))
    .addOption(source("--range <A..B>", "every commit of a range, messages included"))
    .addOption(source("--history", "every object the repository holds: all refs, stashes, unreachable objects"))
    .addOption(source("--stdin", "standard input"))
    .addOption(source("--pre-push", "what a push brings to the other side, as git's pre-push hook"))
    .addOption(source("--pre-receive", "the same on the server, as git's pre-receive hook"))
    .addOption(new Option("--name <name>", "path to report for standard input").implies({ stdin: true }))
    .addOption(new Option("--all", "files that git ignores, too").conflicts(sources))
    .addOption(
      new Option("--format <format>", `form of the report: ${formatsDescribed}`)
        .choices(formatNames)
        .default(formatNames[0]),
    )
    .option("--output <file>", "write the report to a file instead of standard output")
    .option("--config <file>", "configuration instead of .github/keyhawk.yml of the repository")
    .addOption(
      new Option(
        "--fail-on <what>",
        "what gives exit code 1: every key, keys that nothing proves dead, or nothing",
      ).choices(["found", "live", "never"]),
    )
    .addOption(
      new Option(
        "--verify",
        "find out which keys are alive: with OPENAI_ADMIN_KEY when it is set, else with the key itself",
      ),
    )
    .addOption(
      new Option(
        "--verify-by <how>",
        "the same, and never otherwise: direct uses the key itself, indirect does not, both adds whose it is",
      )
        .choices(["direct", "indirect", "both"])
        .implies({ verify: true }),
    )
    .addOption(
      new Option("--permissions", "with direct or both: also what each key may do, by free requests with it").implies({
        verify: true,
      }),
    )
    .option(
      "--allow-absent",
      "exit code 0 where all that was not scanned is not in this clone: submodules, Git LFS, what was not cloned",
    )
    .option("--no-progress", "no progress line on a terminal")
    .action(async (words: readonly string[], flags: ScanFlags) => {
      const [{ scanArguments }, { scanAndReport }] = await Promise.all([
        import("./scan/arguments.ts"),
        import("./scan/scan-and-report.ts"),
      ]);
      const before = words.slice(0, words.length - behind.length);
      exit(await scanAndReport(scanArguments({ before, behind }, flags), flags, terminal));
    });
}

function revokeCommand(terminal: Terminal, { exit = () => {} }: ProgramCall): Command {
  return new Command("revoke")
    .summary("make a leaked key worthless, with an admin key of your organisation")
    .description(
      `Reads one key, or a text that contains one, from standard input and shows whose it is.
With --yes it deletes the key and checks that OpenAI refuses it.
It acts only on a key that OpenAI accepts in one request with the key itself, and that
is exactly one key of the project which OpenAI's answer names.

A token of a ChatGPT or Codex login needs no admin key: with --yes it is sent to
OpenAI's sign-in service, which revokes it.

OPENAI_ADMIN_KEY holds the admin key. Exit code 1: the key may still work.`,
    )
    .option("--yes", "do it; without it nothing is changed")
    .option("--in <time>", "let the key expire in this time instead: 90s, 15m, 12h, 7d")
    .addOption(
      new Option("--read-only", "leave it the right to read instead; its former rights cannot be restored").conflicts([
        "in",
        "limit",
      ]),
    )
    .addOption(
      new Option(
        "--limit <usd>",
        "limit what its whole project can spend in a month instead, in US dollars; other keys stop, too",
      ).conflicts("in"),
    )
    .addOption(new Option("--format <format>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async (flags: RevokeFlags) => {
      const { revokeAndReport } = await import("./revoke/revoke-and-report.ts");
      exit(await revokeAndReport(flags, terminal));
    });
}

function serveCommand(terminal: Terminal): Command {
  return new Command("serve")
    .summary("run the GitHub App")
    .description(
      `Runs the GitHub App, which is the package keyhawk-app. Without credentials it opens a page that creates the App with the right permissions and events.
Everything is set by environment variables: see docs/app.md.`,
    )
    .option("--env-file <file>", "file of environment variables, as the setup page writes it (default: .env)")
    .addOption(
      new Option(
        "--role <role>",
        "what this process does, where several share a PostgreSQL server (default: KEYHAWK_ROLE, or all)",
      ).choices(["all", "web", "worker", "history"]),
    )
    .action(async (flags: { envFile?: string; role?: string }) => {
      const { serve } = await import("../app/serve.ts");
      await serve(flags, terminal.env);
    });
}

interface InitFlags {
  readonly hook: boolean;
  readonly prePush?: true;
  readonly configuration: boolean;
  readonly organisation?: true;
  readonly print?: true;
}

function initCommand(terminal: Terminal): Command {
  return new Command("init")
    .summary("write a configuration and install hooks")
    .description(
      `Writes .github/keyhawk.yml and installs a pre-commit hook: into the pre-commit framework, lefthook or husky where
the repository uses one, else into git's own hook. A hook or configuration that exists is kept.

With --organisation, in a checkout of the organisation's .github repository: writes its configuration, which only
observes at first, and a workflow to require, and prints the settings that no file can make.`,
    )
    .option("--pre-push", "a pre-push hook, too")
    .option("--no-hook", "no pre-commit hook")
    .option("--no-configuration", "no configuration")
    .addOption(new Option("--organisation", "the files of an organisation's .github repository").conflicts("prePush"))
    .option("--print", "with --organisation: print the files instead of writing them")
    .action(async (flags: InitFlags) => {
      const { initialize, initializeOrganisation } = await import("./init/initialize.ts");
      if (flags.organisation) await initializeOrganisation(flags.print ? "text" : "files", terminal);
      else if (flags.print) throw new Failure("usage", "`--print` needs `--organisation`.");
      else await initialize(flags, terminal);
    });
}

function completionCommand(terminal: Terminal, program: Command): Command {
  return new Command("completion")
    .summary("print a completion script for a shell")
    .description(
      `Prints a completion script. Bash: eval "$(keyhawk completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc;
fish: keyhawk completion fish > ~/.config/fish/completions/keyhawk.fish`,
    )
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionScript } = await import("./completion.ts");
      await print(terminal.stdout, completionScript(program, shell));
    });
}
