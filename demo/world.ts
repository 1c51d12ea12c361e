import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type GitHubStandIn, startGitHub } from "../test/github/github.ts";
import { type OpenAIStandIn, startOpenAI } from "../test/openai/openai.ts";
import { type RunningProcess, start } from "./process.ts";

/** Everything that the demo runs, each on a loopback port of its own. */
export interface World {
  /** A folder of the demo's own: clone, data of the App. */
  readonly folder: string;
  readonly github: GitHubStandIn;
  readonly openai: OpenAIStandIn;
  /** `keyhawk serve`, a process of its own. */
  readonly app: RunningProcess;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

/** What lets a test take less time. */
export interface Ready {
  /** The command, as one file. */
  readonly program: string;
  /** The App's data folder, with an empty database. */
  readonly data: string;
  /** Milliseconds between two writes of the App to GitHub. */
  readonly writeInterval: number;
}

/** Starts the world: two stand-ins in this process, and the App as a process, registered and installed. */
export async function startWorld(owner: string, ready?: Ready): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "keyhawk-demo-"));
  const closing: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    while (closing.length > 0) await closing.pop()?.();
  };
  try {
    const github = await startGitHub();
    closing.push(() => github.close());
    const openai = await startOpenAI();
    closing.push(() => openai.close());

    const webhookSecret = randomBytes(16).toString("hex");
    const registered = github.registerApp({ slug: "keyhawk", webhookUrl: null, webhookSecret });
    const app = start(ready?.program ?? root("src/cli/main.ts"), ["serve"], {
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_FORMAT: "json",
      APP_ID: String(registered.id),
      PRIVATE_KEY: registered.privateKey,
      WEBHOOK_SECRET: webhookSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: "http",
      KEYHAWK_DATA: ready?.data ?? join(folder, "data"),
      KEYHAWK_REVOKE: "proven",
      OPENAI_ADMIN_KEY: openai.adminKey,
      OPENAI_BASE_URL: openai.baseURL,
      ...(ready === undefined ? {} : { KEYHAWK_WRITE_INTERVAL: String(ready.writeInterval) }),
    });
    closing.push(() => app.stop());
    const [, webhookUrl = ""] = await app.printed(/takes webhooks at (http:[^\s"]+?)\.?(?:"|\s|$)/m, 60_000);
    registered.setWebhookUrl(webhookUrl);
    github.install(registered, owner);
    return { folder, github, openai, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function root(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
