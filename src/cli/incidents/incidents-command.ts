import { userInfo } from "node:os";
import { Argument, Command, Option } from "commander";
import { Failure } from "../../failure.ts";
import type { IncidentRecord } from "../../incident/records.ts";
import type { KeyResponse } from "../../report/key-report.ts";
import { print, type Terminal } from "../terminal.ts";
import type { FilterFlags } from "./flags.ts";
import type { IncidentFormat } from "./render.ts";

const states = ["open", "verified", "expiring", "revoked", "expired", "dismissed", "resolved"] as const;

const responses = [
  ...(["pending", "failed", "by-hand", "manual", "not-ours"] as const),
  ...(["expiring", "revoked", "already-revoked"] as const),
] satisfies readonly KeyResponse["result"][];

interface StoreFlags {
  readonly envFile?: string;
}

interface DecisionFlags extends StoreFlags {
  readonly reason: string;
  readonly by?: string;
}

/** `keyhawk incidents` with its subcommands. */
export function incidentsCommand(terminal: Terminal): Command {
  const command = new Command("incidents")
    .summary("the App's record: list, show, export, close, reopen, retry")
    .description(
      `Reads and changes the record of the App, in the database that its environment names
(KEYHAWK_DATA or DATABASE_URL), also while the App runs. An incident is named by the
beginning of its id or fingerprint.`,
    );
  command.addCommand(listCommand(terminal), { isDefault: true });
  command.addCommand(exportCommand(terminal));
  command.addCommand(showCommand(terminal));
  command.addCommand(closeCommand(terminal));
  command.addCommand(reopenCommand(terminal));
  command.addCommand(retryCommand(terminal));
  return command;
}

function listCommand(terminal: Terminal): Command {
  return filtered(new Command("list").description("Lists incidents, oldest first."))
    .addOption(new Option("--format <format>", "form of the list").choices(["text", "json"]).default("text"))
    .action((flags: FilterFlags & StoreFlags & { format: IncidentFormat }) => list(flags, terminal));
}

function exportCommand(terminal: Terminal): Command {
  return filtered(new Command("export").description("Prints incidents with everything that is known about them."))
    .addOption(
      new Option("--format <format>", "form of the export; markdown is a report with the evidence")
        .choices(["json", "csv", "markdown"])
        .default("json"),
    )
    .action((flags: FilterFlags & StoreFlags & { format: IncidentFormat }) => list(flags, terminal));
}

function filtered(command: Command): Command {
  return stored(command)
    .addOption(new Option("--state <states...>", "only these states").choices(states))
    .addOption(
      new Option("--response <results...>", "only these results of revoking and of the hook").choices(responses),
    )
    .option("--repository <owner/name>", "only keys that were seen there")
    .option("--kind <kind>", "only this kind of key")
    .option("--older-than <age>", "only those opened longer ago: 30m, 12h, 7d")
    .option("--newer-than <age>", "only those opened since: 30m, 12h, 7d");
}

function showCommand(terminal: Terminal): Command {
  return stored(new Command("show").description("Shows one incident: its places, and what happened when."))
    .addArgument(new Argument("<incident>", "beginning of its id or fingerprint"))
    .addOption(new Option("--format <format>", "form of the timeline").choices(["text", "json"]).default("text"))
    .action(async (id: string, flags: StoreFlags & { format: IncidentFormat }) => {
      const incidents = await administer({ action: "read", filter: { id } }, flags, terminal);
      if (incidents.length === 0) throw new Failure("usage", `No incident's id or fingerprint begins with ${id}.`);
      if (flags.format === "text") await printTimelines(incidents, terminal);
      else await printIncidents(incidents, flags.format, terminal);
    });
}

function closeCommand(terminal: Terminal): Command {
  return decided(new Command("close").description("Closes an incident. Every pull request that shows its key says so."))
    .addOption(
      new Option("--as <state>", "dismissed: it needs no attention; resolved: it was dealt with; revoked: it is dead")
        .choices(["dismissed", "resolved", "revoked"])
        .makeOptionMandatory(),
    )
    .action(async (id: string, flags: DecisionFlags & { as: "dismissed" | "resolved" | "revoked" }) => {
      const { as: state, reason } = flags;
      const incidents = await administer({ action: "close", id, state, reason, by: personOf(flags) }, flags, terminal);
      await printTimelines(incidents, terminal);
    });
}

function reopenCommand(terminal: Terminal): Command {
  return decided(new Command("reopen").description("Opens a settled incident again.")).action(
    async (id: string, flags: DecisionFlags) => {
      const { reason } = flags;
      const incidents = await administer({ action: "reopen", id, reason, by: personOf(flags) }, flags, terminal);
      await printTimelines(incidents, terminal);
    },
  );
}

function retryCommand(terminal: Terminal): Command {
  return attributed(
    stored(
      new Command("retry").summary("Has keys revoked, or the hook called about them, once more.").description(
        `Has keys revoked, or the revocation hook called about them, once more. Keyhawk stores
no keys: it reads them again from the pull requests and pushes that show them.`,
      ),
    ),
  )
    .addArgument(new Argument("[incident]", "beginning of its id or fingerprint"))
    .addOption(new Option("--failed", "every incident whose hook could not be reached"))
    .action(async (id: string | undefined, flags: StoreFlags & { failed?: true; by?: string }) => {
      if ((id === undefined) === (flags.failed === undefined)) {
        throw new Failure("usage", "`keyhawk incidents retry` takes one incident, or --failed.");
      }
      if (id === undefined) return retryFailed(flags, terminal);
      const incidents = await administer({ action: "retry", id, by: personOf(flags) }, flags, terminal);
      await printTimelines(incidents, terminal);
    });
}

async function retryFailed(flags: StoreFlags & { by?: string }, terminal: Terminal): Promise<void> {
  const filter = { responses: ["failed"] };
  const retried: IncidentRecord[] = [];
  const refused: string[] = [];
  for (const { id, masked } of await administer({ action: "read", filter }, flags, terminal)) {
    try {
      retried.push(...(await administer({ action: "retry", id, by: personOf(flags) }, flags, terminal)));
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "usage") throw error;
      refused.push(`${id.slice(0, 8)}  ${masked}: ${error.message}`);
    }
  }
  await printIncidents(retried, "text", terminal);
  if (refused.length > 0) throw new Failure("usage", `Not tried again:\n${refused.join("\n")}`);
}

function decided(command: Command): Command {
  return attributed(
    stored(command)
      .addArgument(new Argument("<incident>", "beginning of its id or fingerprint"))
      .requiredOption("--reason <text>", "why; shown wherever the key is"),
  );
}

function attributed(command: Command): Command {
  return command.option("--by <name>", "who decided it, for the log (default: the user of this machine)");
}

function stored(command: Command): Command {
  return command.option("--env-file <file>", "file of the App's environment variables (default: .env)");
}

function personOf({ by }: Pick<DecisionFlags, "by">): string {
  return by ?? userInfo().username;
}

async function list(flags: FilterFlags & StoreFlags & { format: IncidentFormat }, terminal: Terminal): Promise<void> {
  const { filterOf } = await import("./flags.ts");
  const incidents = await administer({ action: "read", filter: filterOf(flags) }, flags, terminal);
  await printIncidents(incidents, flags.format, terminal);
}

async function administer(
  request: Parameters<typeof import("../../app/incidents/administer.ts").administer>[0],
  { envFile }: StoreFlags,
  { env }: Terminal,
): Promise<readonly IncidentRecord[]> {
  const door = await import("../../app/incidents/administer.ts");
  return door.administer(request, envFile === undefined ? {} : { envFile }, env);
}

async function printIncidents(
  incidents: readonly IncidentRecord[],
  format: IncidentFormat,
  { stdout }: Terminal,
): Promise<void> {
  const { renderIncidents } = await import("./render.ts");
  await print(stdout, renderIncidents(incidents, format));
}

async function printTimelines(incidents: readonly IncidentRecord[], { stdout }: Terminal): Promise<void> {
  const { renderTimeline } = await import("./render.ts");
  await print(stdout, incidents.map(renderTimeline).join("\n"));
}
