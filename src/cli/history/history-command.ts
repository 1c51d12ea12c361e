import { Argument, Command, Option } from "commander";
import { print, type Terminal } from "../terminal.ts";

interface HistoryFlags {
  readonly envFile?: string;
  readonly format: "text" | "json";
}

/** `keyhawk history` with its subcommands. */
export function historyCommand(terminal: Terminal): Command {
  const command = new Command("history")
    .summary("the App's scans of whole histories: progress, scan again")
    .description(
      `Shows how far the App is with the histories of the repositories that it is installed on,
in the database that its environment names (KEYHAWK_DATA or DATABASE_URL), also while it runs.`,
    );
  command.addCommand(
    shared(new Command("list").description("Lists histories and what their scans came to."))
      .addArgument(new Argument("[repository]", "owner/name; without it, every history"))
      .action((repository: string | undefined, flags: HistoryFlags) =>
        run({ action: "list-histories", repository }, flags, terminal),
      ),
    { isDefault: true },
  );
  command.addCommand(
    shared(new Command("retry").description("Has histories scanned again; only what is new is copied."))
      .addArgument(new Argument("[repository]", "owner/name; without it, every history that could not be scanned"))
      .action((repository: string | undefined, flags: HistoryFlags) =>
        run({ action: "scan-histories", repository }, flags, terminal),
      ),
  );
  return command;
}

function shared(command: Command): Command {
  return command
    .option("--env-file <file>", "file of the App's environment variables (default: .env)")
    .addOption(new Option("--format <format>", "form of the list").choices(["text", "json"]).default("text"));
}

async function run(
  request: Parameters<typeof import("../../app/incidents/administer.ts").administerHistories>[0],
  { envFile, format }: HistoryFlags,
  { env, stdout }: Terminal,
): Promise<void> {
  const [{ administerHistories }, { renderHistories }] = await Promise.all([
    import("../../app/incidents/administer.ts"),
    import("./render.ts"),
  ]);
  const histories = await administerHistories(request, envFile === undefined ? {} : { envFile }, env);
  await print(stdout, renderHistories(histories, format));
}
