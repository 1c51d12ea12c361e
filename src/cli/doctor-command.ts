import { Command, Option } from "commander";
import { print, type Terminal } from "./terminal.ts";

/** `keyhawk doctor`; `exit` receives the exit code. */
export function doctorCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command("doctor")
    .summary("check that the App has everything it needs")
    .description(
      `Checks the App that its environment configures: settings, credentials, permissions and
events on GitHub, the webhook and its deliveries, installations, the database, the
revocation hook and the admin key. It changes nothing. The exit code is 2 when there is a
problem, and 0 otherwise, also with warnings.`,
    )
    .option("--env-file <file>", "file of the App's environment variables (default: .env)")
    .addOption(new Option("--format <format>", "form of the result").choices(["text", "json"]).default("text"))
    .action(async (flags: { envFile?: string; format: "text" | "json" }) => {
      const { doctor } = await import("../app/doctor/doctor.ts");
      const { output, exitCode } = await doctor(flags, terminal.env);
      await print(terminal.stdout, output);
      exit(exitCode);
    });
}
