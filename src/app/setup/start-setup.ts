import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import { Failure } from "../../failure.ts";
import { boundedFetch } from "../../http/bounded-fetch.ts";
import type { Configuration } from "../configuration.ts";
import { writeEnvFile } from "./env-file.ts";
import { createManifest } from "./manifest.ts";
import { messagePage, setupPage } from "./page.ts";

/** A page that registers the App on GitHub, served while there are no credentials. */
export interface SetupServer {
  /** `http://127.0.0.1:3000`, without a final slash. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface SetupOptions {
  /** The file that the credentials are written to. */
  readonly envFile: string;
  /** Shows a message to the person who started the program. */
  readonly print: (text: string) => void;
}

/** GitHub's response about the App that it created from the manifest. */
const registered = z.object({ id: z.int(), pem: z.string(), webhook_secret: z.string(), html_url: z.url() });

/**
 * Serves the setup page. Opening it, and sending credentials to it, needs a token that is printed where the program was
 * started. Otherwise another page in the operator's browser could replace the App's credentials with its own.
 */
export async function startSetup(configuration: Configuration, options: SetupOptions): Promise<SetupServer> {
  if (process.env.NODE_ENV === "production") {
    throw new Failure(
      "configuration",
      "APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are not set. Register an App first: start Keyhawk once without NODE_ENV=production and open its page.",
    );
  }
  const token = randomBytes(24).toString("base64url");
  const send = boundedFetch(configuration.network);
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      show(response, 502, `GitHub did not give the App's credentials. ${error instanceof Error ? error.message : ""}`);
    });
  });
  await new Promise<void>((resolve, reject) =>
    server.once("error", reject).listen(configuration.port, configuration.host, resolve),
  );
  const { port } = server.address() as AddressInfo;
  const url = `http://${configuration.host}:${port}`;
  options.print(
    `Keyhawk has no App credentials yet. Open this page to register it on GitHub:\n\n  ${url}/?token=${token}\n`,
  );

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (request.method !== "GET") return show(response, 405, "This page is opened with GET.");
    if (pathname === "/") {
      if (!isToken(searchParams.get("token"))) return refuse(response);
      const origin = originOf(request) ?? url;
      const webhookUrl = configuration.webhookProxy ?? `${origin}${configuration.webhookPath}`;
      const action = `${configuration.webUrl}${accountPath()}/settings/apps/new?state=${token}`;
      return respondWith(response, 200, setupPage(action, createManifest(origin, webhookUrl)));
    }
    if (pathname === "/setup") {
      if (!isToken(searchParams.get("state"))) return refuse(response);
      const code = searchParams.get("code") ?? "";
      if (!/^[\w-]{1,200}$/.test(code)) return show(response, 400, "GitHub's code is missing.");
      return register(code, response);
    }
    show(response, 404, "There is no such page.");
  }

  async function register(code: string, response: ServerResponse): Promise<void> {
    const answer = await send(`${configuration.apiUrl}/app-manifests/${code}/conversions`, {
      method: "POST",
      headers: { accept: "application/vnd.github+json", "user-agent": "keyhawk" },
    });
    if (!answer.ok) throw new Error(`It answered ${answer.status}: a code can be used once, within an hour.`);
    const { id, pem, webhook_secret, html_url } = registered.parse(await answer.json());
    writeEnvFile(options.envFile, { APP_ID: String(id), PRIVATE_KEY: pem, WEBHOOK_SECRET: webhook_secret });
    options.print(
      `The App's credentials are in ${options.envFile}. Install the App on your repositories, then start Keyhawk again.`,
    );
    response.writeHead(302, { location: `${html_url}/installations/new` }).end();
  }

  function isToken(given: string | null): boolean {
    const [a, b] = [Buffer.from(given ?? ""), Buffer.from(token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }

  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Probot's variable for the organisation that owns the App; a personal account when it is not set. */
function accountPath(): string {
  const organisation = process.env.GH_ORG ?? "";
  return organisation === "" ? "" : `/organizations/${encodeURIComponent(organisation)}`;
}

/** The origin of this server as the browser sees it, also behind a proxy that terminates TLS; null without a host. */
function originOf({ headers }: IncomingMessage): string | null {
  const first = (name: string) =>
    String(headers[name] ?? "")
      .split(",")[0]
      ?.trim() || undefined;
  const host = first("x-forwarded-host") ?? headers.host;
  if (host === undefined) return null;
  return `${first("x-forwarded-proto") === "https" ? "https" : "http"}://${host}`;
}

function refuse(response: ServerResponse): void {
  show(
    response,
    403,
    "Open the address that Keyhawk printed when it was started: it holds a token that is missing here.",
  );
}

function show(response: ServerResponse, status: number, sentence: string): void {
  respondWith(response, status, messagePage(sentence));
}

function respondWith(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    // The address of this page contains the token.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  response.end(html);
}
