import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { commitAll, git } from "../../demo/git.ts";
import { type GitHubStandIn, type Permissions, startGitHub } from "../github/github.ts";
import type { AppDatabase } from "./app-database.ts";
import { type HookReceiver, startHook } from "./hook-receiver.ts";

/** What an App lives among: GitHub with one installation, a hook, a database, and a checkout to push from. */
export interface AppWorld {
  readonly github: GitHubStandIn;
  readonly hook: HookReceiver;
  readonly repository: string;
  /** Environment of the App; `more` is laid over it. */
  environment(more?: Record<string, string>): Record<string, string>;
  /** Tells GitHub where the App takes webhooks. */
  connect(appUrl: string): void;
  /** Has GitHub send no webhooks, so that none of them can be sent again. */
  disconnect(): void;
  /** Installs the App on another account, too. */
  install(account: string): void;
  /** Commits files on a branch, which begins at `main` when it is new, and pushes it; resolves to the commit's id. */
  push(branch: string, files: Record<string, string>, message?: string): Promise<string>;
  /** Pushes one commit without parents to a branch of another repository, `main` if not set; resolves to the commit's id. */
  pushTo(cloneUrl: string, files: Record<string, string>, branch?: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Makes one; `repository` gets one commit on `main` before anything is listened to. Removes the database in the end.
 * @param more what the App has beside the permissions and events of its manifest
 */
export async function createAppWorld(
  repository: string,
  database: AppDatabase,
  more: { readonly permissions?: Permissions; readonly events?: readonly string[] } = {},
): Promise<AppWorld> {
  const [github, hook, checkout] = await Promise.all([
    startGitHub(),
    startHook(),
    mkdtemp(join(tmpdir(), "keyhawk-checkout-")),
  ]);
  const secret = "It is a secret";
  const { permissions, events } = await manifest();
  const app = github.registerApp({
    ...{ slug: "keyhawk", webhookUrl: null, webhookSecret: secret },
    permissions: { ...permissions, ...more.permissions },
    events: [...events, ...(more.events ?? [])],
  });
  const { cloneUrl } = await github.createRepository(repository, { private: true });
  github.install(app, repository.split("/")[0] ?? "");
  await git(checkout, "init", "--quiet", "--initial-branch=main");
  await git(checkout, "remote", "add", "origin", cloneUrl);

  const commit = async (files: Record<string, string>, message: string, folder = checkout) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return commitAll(folder, { message, author: "Ada <ada@acme.example>", date: "2026-11-24T09:00:00+00:00" });
  };
  await commit({ "README.md": "# Shop\n" }, "Begin");
  await git(checkout, "push", "--quiet", "origin", "main");

  return {
    github,
    hook,
    repository,
    environment: (more = {}) => ({
      HOST: "127.0.0.1",
      PORT: "0",
      LOG_LEVEL: "info",
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: secret,
      GHE_HOST: github.host,
      GHE_PROTOCOL: "http",
      ...database.environment,
      KEYHAWK_WRITE_INTERVAL: "20",
      // Only tests of histories need them.
      KEYHAWK_HISTORY_CONCURRENCY: "0",
      KEYHAWK_HOOK_URL: hook.url,
      KEYHAWK_HOOK_SECRET: hook.secret,
      ...more,
    }),
    install: (account) => void github.install(app, account),
    connect: (appUrl) => app.setWebhookUrl(`${appUrl}/api/github/webhooks`),
    disconnect: () => app.setWebhookUrl(null),
    async push(branch, files, message = "Change the shop") {
      const known = await git(checkout, "branch", "--list", branch);
      await git(checkout, "checkout", "--quiet", ...(known === "" ? ["-b", branch, "main"] : [branch]));
      const id = await commit(files, message);
      await git(checkout, "push", "--quiet", "--force", "origin", branch);
      return id;
    },
    async pushTo(cloneUrl, files, branch = "main") {
      const folder = await mkdtemp(join(tmpdir(), "keyhawk-other-"));
      try {
        await git(folder, "init", "--quiet", "--initial-branch=main");
        const id = await commit(files, "Begin", folder);
        await git(folder, "push", "--quiet", cloneUrl, `main:${branch}`);
        return id;
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    async close() {
      await Promise.all([github.close(), hook.close()]);
      await Promise.all([database.remove(), rm(checkout, { recursive: true })]);
    },
  };
}

/** The App's permissions and events, exactly those of its manifest: what works here works with that. */
async function manifest() {
  const text = await readFile(new URL("../../app.yml", import.meta.url), "utf8");
  const { default_permissions: permissions, default_events: events } = parse(text);
  return { permissions, events };
}
