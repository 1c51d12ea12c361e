import { existsSync } from "node:fs";
import type { doctor as doctorOfApp } from "../app/doctor/doctor.ts";
import type {
  administer as administerApp,
  administerHistories as administerAppHistories,
} from "../app/incidents/administer.ts";
import type { serve as serveApp } from "../app/serve.ts";
import { Failure, type FailureCode } from "../failure.ts";

/**
 * `keyhawk serve` of the published command, in place of `app/serve.ts`: the App is a package of its own, so that
 * a scan does not require its web server and database. Throws a `Failure` when it is not installed.
 */
export const serve: typeof serveApp = (options, env) => inApp((app) => app.serve(options, env));

/** `keyhawk incidents` of the published command, in place of `app/incidents/administer.ts`; see {@link serve}. */
export const administer: typeof administerApp = (request, options, env) =>
  inApp((app) => app.administer(request, options, env));

/** `keyhawk history` of the published command; see {@link administer}. */
export const administerHistories: typeof administerAppHistories = (request, options, env) =>
  inApp((app) => app.administerHistories(request, options, env));

/** `keyhawk doctor` of the published command, in place of `app/doctor/doctor.ts`; see {@link serve}. */
export const doctor: typeof doctorOfApp = (options, env) => inApp((app) => app.doctor(options, env));

interface App {
  readonly serve: typeof serveApp;
  readonly administer: typeof administerApp;
  readonly administerHistories: typeof administerAppHistories;
  readonly doctor: typeof doctorOfApp;
}

async function inApp<Result>(call: (app: App) => Promise<Result>): Promise<Result> {
  const address = addressOfApp();
  if (address === null) {
    throw new Failure(
      "usage",
      "The App is a package of its own: run `npx keyhawk-app`, or install keyhawk-app beside keyhawk.",
    );
  }
  const app = (await import(address)) as App;
  return call(app).catch((error: unknown) => {
    throw asFailure(error);
  });
}

function addressOfApp(): string | null {
  try {
    return import.meta.resolve("keyhawk-app");
  } catch {
    // In a checkout it is next to the command.
    const built = new URL("../app/index.js", import.meta.url);
    return existsSync(built) ? built.href : null;
  }
}

/** The package has its own `Failure` class. */
function asFailure(error: unknown): unknown {
  if (!(error instanceof Error && error.name === "Failure" && "code" in error)) return error;
  return new Failure(error.code as FailureCode, error.message, { cause: error });
}
