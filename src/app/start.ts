import { parseArgs } from "node:util";
import { maskKeys } from "../detect/mask-keys.ts";
import { Failure } from "../failure.ts";
import { version as ownVersion } from "../version.ts";
import { askHealth } from "./ask-health.ts";
import { loadConfiguration } from "./configuration.ts";
import { doctor } from "./doctor/doctor.ts";
import { doctorFormats } from "./doctor/render.ts";
import { serve } from "./serve.ts";

const usage = `Usage: keyhawk-app [doctor | health] [options]

Runs the GitHub App, as \`keyhawk serve\` does. Without credentials it opens a page that creates the App with the right
permissions and events. Everything is set by environment variables: see docs/app.md.

\`keyhawk-app doctor\` checks that the App has everything it needs, as \`keyhawk doctor\` does.
\`keyhawk-app health\` asks the App that runs with the same settings how it is, and ends with 1 when it does not answer.

Options:
  --env-file <file>  file of environment variables, as the setup page writes it (default: .env)
  --role <role>      what this process does: all, web, worker or history (default: KEYHAWK_ROLE, or all)
  --format <format>  with doctor: text or json
  -V, --version      print the version
  -h, --help         print this help
`;

const commands = ["serve", "doctor", "health"] as const;

/** EX_SOFTWARE of sysexits.h, as in `keyhawk`. */
const defectCode = 70;

/**
 * The command `keyhawk-app`. Sets the exit code of the process: 2, after one sentence, when the App cannot start, and
 * when `doctor` finds a problem.
 */
export async function start(self: NodeJS.Process): Promise<void> {
  self.exitCode = defectCode;
  try {
    const options = optionsOf(self.argv.slice(2));
    self.exitCode = await run(options, self);
  } catch (error) {
    const isFailure = error instanceof Failure;
    const text = error instanceof Error ? (isFailure ? error.message : (error.stack ?? error.message)) : String(error);
    self.exitCode = isFailure ? error.exitCode : defectCode;
    self.stderr.write(
      `keyhawk-app: ${isFailure ? "" : "This is a defect of Keyhawk, please report it: "}${maskKeys(text)}\n`,
    );
  }
}

async function run({ command, help, version, ...options }: ReturnType<typeof optionsOf>, self: NodeJS.Process) {
  if (help) self.stdout.write(usage);
  else if (version) self.stdout.write(`${ownVersion}\n`);
  else if (command === "doctor") {
    const { output, exitCode } = await doctor(options, self.env);
    self.stdout.write(output);
    return exitCode;
  } else if (command === "health") {
    const { output, exitCode } = await askHealth(loadConfiguration(options, self.env));
    self.stdout.write(output);
    return exitCode;
  } else await serve(options, self.env);
  return 0;
}

function optionsOf(args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const [command = "serve", ...others] = positionals;
  const known = commands.find((each) => each === command);
  if (others.length > 0 || known === undefined) throw refuse(`There is no command \`${positionals.join(" ")}\`.`);
  const format = doctorFormats.find((each) => each === (values.format ?? "text"));
  if (format === undefined) throw refuse(`--format takes ${doctorFormats.join(" or ")}.`);
  const { "env-file": envFile, help, role, version } = values;
  const given = { ...(envFile === undefined ? {} : { envFile }), ...(role === undefined ? {} : { role }) };
  return { command: known, help, version, format, ...given };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        "env-file": { type: "string" },
        role: { type: "string" },
        format: { type: "string" },
        version: { type: "boolean", short: "V", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw refuse(String(error instanceof Error ? error.message : error));
  }
}

function refuse(message: string): Failure {
  return new Failure("usage", `${message} See \`keyhawk-app --help\`.`);
}
