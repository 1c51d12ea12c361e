import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type GitHubStandIn, startGitHub } from "../test/github/github.ts";
import { type OpenAIStandIn, startOpenAI } from "../test/openai/openai.ts";
import { type HookRecorder, recordHook } from "./hook-recorder.ts";
import { type RunningProcess, start } from "./process.ts";

/** Everything that the demo runs, each on a loopback port of its own. */
export interface World {
  /** A folder of the demo's own: clone, data of the App, receipts of the receiver. */
  readonly folder: string;
  readonly github: GitHubStandIn;
  readonly openai: OpenAIStandIn;
  readonly hook: HookRecorder;
  /** The example receiver, a process of its own. */
  readonly receiver: RunningProcess;
  /** `keyhawk serve`, a process of its own. */
  readonly app: RunningProcess;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

/** Starts the world: two stand-ins in this process, the receiver and the App as processes, the App registered and installed. */
export async function startWorld(owner: string): Promise<World> {
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

    const hookSecret = `whsec_${randomBytes(24).toString("base64")}`;
    const receiver = start(root("examples/revocation-hook/main.ts"), [], {
      PORT: "0",
      KEYHAWK_HOOK_SECRET: hookSecret,
      OPENAI_ADMIN_KEY: openai.adminKey,
      OPENAI_BASE_URL: openai.baseURL,
      RECEIPTS: join(folder, "receipts.json"),
    });
    closing.push(() => receiver.stop());
    const [, receiverUrl = ""] = await receiver.printed(/listens at (http:\S+)/);
    const hook = await recordHook(receiverUrl);
    closing.push(() => hook.close());

    const webhookSecret = randomBytes(16).toString("hex");
    const registered = github.registerApp({ slug: "keyhawk", webhookUrl: null, webhookSecret });
    const app = start(root("src/cli/main.ts"), ["serve"], {
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_FORMAT: "json",
      APP_ID: String(registered.id),
      PRIVATE_KEY: registered.privateKey,
      WEBHOOK_SECRET: webhookSecret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: "http",
      KEYHAWK_DATA: join(folder, "data"),
      KEYHAWK_HOOK_URL: hook.url,
      KEYHAWK_HOOK_SECRET: hookSecret,
    });
    closing.push(() => app.stop());
    const [, webhookUrl = ""] = await app.printed(/takes webhooks at (http:[^\s"]+?)\.?(?:"|\s|$)/m, 60_000);
    registered.setWebhookUrl(webhookUrl);
    github.install(registered, owner);
    return { folder, github, openai, hook, receiver, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function root(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
