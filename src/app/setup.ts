import { access, constants, copyFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Logger, run, type Server } from "probot";
import { Failure } from "../failure.ts";
import type { Configuration } from "./configuration.ts";

/**
 * Serves Probot's setup page, which registers the App on GitHub with the permissions and events of `app.yml` and
 * writes its credentials to `.env` in the current folder.
 */
export async function startSetup(configuration: Configuration, log: Logger): Promise<Server> {
  if (process.env.NODE_ENV === "production") {
    throw new Failure(
      "configuration",
      "APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are not set. Register an App first: start Keyhawk once without NODE_ENV=production and open its page.",
    );
  }
  await provideManifest(log);
  const { host, port } = configuration;
  // Here Probot takes 0 for "not set", too.
  const env: Record<string, string> = { HOST: host, PORT: String(port === 0 ? await freePort(host) : port) };
  const server = await run(() => {}, { env, log });
  const address = `http://${server.host}:${server.port}`;
  log.warn(`No App credentials are set. Open ${address} to register Keyhawk on GitHub, then start it again.`);
  return server;
}

/** Probot reads the manifest from the current folder; in an installed package it lies elsewhere. */
async function provideManifest(log: Logger): Promise<void> {
  const target = join(process.cwd(), "app.yml");
  if (await exists(target)) return;
  // From src/app/ and from the bundle in dist/.
  for (const place of ["../../app.yml", "../app.yml"]) {
    const source = fileURLToPath(new URL(place, import.meta.url));
    if (!(await exists(source))) continue;
    await copyFile(source, target, constants.COPYFILE_EXCL);
    log.info(`Wrote ${target}: the permissions and events that the App will ask for.`);
    return;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
