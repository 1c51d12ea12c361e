import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "../free-port.ts";
import { type Binaries, binariesFor, serverFolder } from "./postgres-binaries.ts";

/** A PostgreSQL server of its own, on a free port of loopback. */
export interface PostgresServer {
  /** The folder of its files. */
  readonly data: string;
  /** Makes an empty database and resolves to its URL. */
  createDatabase(name: string): Promise<string>;
  /** Stops the server, which ends every connection, and starts it again on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test may have differently; the installed programs and a free port when not set. */
export interface PostgresSettings {
  /** Folder of other programs, which run as the user of the tests. */
  readonly programs?: string;
  readonly port?: number;
}

/** Starts one. Rejects at once, with what PostgreSQL said, when it does not start. */
export async function startPostgres(settings: PostgresSettings = {}): Promise<PostgresServer> {
  const folder = await serverFolder();
  try {
    const { programs } = settings;
    const binaries = programs === undefined ? await binariesFor(folder) : { folder: programs, user: null };
    const password = randomBytes(16).toString("hex");
    const data = await makeCluster(binaries, folder, password);
    const port = settings.port ?? (await freePort());
    let server = await startServer(binaries, data, port);
    const url = (name: string) => `postgres://keyhawk:${password}@127.0.0.1:${port}/${name}`;
    return {
      data,
      async createDatabase(name) {
        const client = new pg.Client({ connectionString: url("postgres") });
        await client.connect();
        await client.query(`create database ${client.escapeIdentifier(name)}`);
        await client.end();
        return url(name);
      },
      async restart() {
        await server.stop();
        server = await startServer(binaries, data, port);
      },
      async stop() {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function makeCluster(binaries: Binaries, folder: string, password: string): Promise<string> {
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (binaries.user !== null) await chown(passwordFile, binaries.user.uid, binaries.user.gid);
  const options = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, "--username=keyhawk", "--auth=scram-sha-256"];
  const initdb = start(binaries, "initdb", [...options, "--no-sync", "--no-locale", "--encoding=UTF8"]);
  await initdb.succeeded;
  return data;
}

async function startServer(binaries: Binaries, data: string, port: number) {
  const settings = ["fsync=off", "listen_addresses=127.0.0.1", "unix_socket_directories="];
  const options = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const { child, said, succeeded } = start(binaries, "postgres", options);
  const kill = () => child.kill("SIGQUIT");
  process.once("exit", kill);
  const ready = new Promise<void>((resolve) => {
    child.stderr.on("data", () => {
      if (said().includes("ready to accept connections")) resolve();
    });
  });
  const ended = succeeded.then(() => {
    throw new Error("PostgreSQL ended before it was ready.");
  });
  await Promise.race([ready, ended]);
  ended.catch(() => {});
  return {
    async stop() {
      process.off("exit", kill);
      // "Fast" shutdown: connections are ended, data is written.
      child.kill("SIGINT");
      await succeeded;
    },
  };
}

/** Starts a program of PostgreSQL; `succeeded` rejects with its own words when it fails or cannot be started. */
function start({ folder, user }: Binaries, program: string, options: readonly string[]) {
  const file = join(folder, program);
  const env = { PATH: process.env.PATH, LC_ALL: "C" };
  const child = spawn(file, options, { ...user, cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const succeeded = new Promise<void>((resolve, reject) => {
    child.on("error", (cause) => reject(new Error(`${file} cannot be started: ${cause.message}`, { cause })));
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${file} failed: ${said.trim()}`));
    });
  });
  return { child, said: () => said, succeeded };
}
