import { parseArgs } from "node:util";
import { maskKeys } from "../detect/mask-keys.ts";
import { Failure } from "../failure.ts";
import { version } from "../version.ts";
import { serve } from "./serve.ts";

const help = `Usage: keyhawk-app [options]

Runs the GitHub App, as \`keyhawk serve\` does. Without credentials it opens a page that creates the App with the right
permissions and events. Everything is set by environment variables: see docs/app.md.

Options:
  --env-file <file>  file of environment variables, as the setup page writes it (default: .env)
  -V, --version      print the version
  -h, --help         print this help
`;

/** EX_SOFTWARE of sysexits.h, as in `keyhawk`. */
const defectCode = 70;

/** The command `keyhawk-app`. Sets the exit code of the process: 2, after one sentence, when the App cannot start. */
export async function start(self: NodeJS.Process): Promise<void> {
  self.exitCode = defectCode;
  try {
    const options = optionsOf(self.argv.slice(2));
    if (options.help) self.stdout.write(help);
    else if (options.version) self.stdout.write(`${version}\n`);
    else await serve(options.envFile === undefined ? {} : { envFile: options.envFile }, self.env);
    self.exitCode = 0;
  } catch (error) {
    const isFailure = error instanceof Failure;
    const text = error instanceof Error ? (isFailure ? error.message : (error.stack ?? error.message)) : String(error);
    self.exitCode = isFailure ? error.exitCode : defectCode;
    self.stderr.write(
      `keyhawk-app: ${isFailure ? "" : "This is a defect of Keyhawk, please report it: "}${maskKeys(text)}\n`,
    );
  }
}

function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        "env-file": { type: "string" },
        version: { type: "boolean", short: "V", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return { envFile: values["env-file"], version: values.version, help: values.help };
  } catch (error) {
    throw new Failure("usage", `${error instanceof Error ? error.message : error} See \`keyhawk-app --help\`.`);
  }
}
