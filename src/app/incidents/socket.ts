import { once } from "node:events";
import { chmod, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { Failure, type FailureCode } from "../../failure.ts";
import { historyRequest } from "../history/history-request.ts";
import type { Log } from "../log.ts";
import { incidentRequest } from "./request.ts";

/** The socket in the data folder, through which the command reaches the embedded database of a running App. */
function socketOf(folder: string): string {
  return join(folder, "socket");
}

/** What the App answers on its socket. */
type SocketAnswer<Answer> = { readonly answer: Answer } | { readonly code: FailureCode; readonly message: string };

/** What can be asked for through the socket. */
const socketRequest = z.union([incidentRequest, historyRequest]);

export type SocketRequest = z.output<typeof socketRequest>;

/**
 * Listens on the socket, which only the owner of the data folder can open. Resolves to a function that closes it. An
 * App whose folder cannot hold a socket runs without one.
 */
export async function serveSocket(
  folder: string,
  log: Log,
  answer: (request: SocketRequest) => Promise<unknown>,
): Promise<() => Promise<void>> {
  const path = socketOf(folder);
  const server = createServer((request, response) => {
    void respond(request, response, answer).catch((error: Error) => {
      log.error(`A request of \`keyhawk incidents\` failed: ${error.message}`);
      response.writeHead(500).end();
    });
  });
  // One that a killed App left; the folder is locked by now, so it belongs to no other process.
  await rm(path, { force: true });
  try {
    server.listen(path);
    await once(server, "listening");
    await chmod(path, 0o600);
  } catch (error) {
    server.close();
    const reason = error instanceof Error ? error.message : String(error);
    log.warn(`\`keyhawk incidents\` cannot reach this App while it runs: ${reason}.`);
    return async () => {};
  }
  return async () => {
    server.close();
    server.closeAllConnections();
    await rm(path, { force: true });
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: SocketRequest) => Promise<unknown>,
): Promise<void> {
  const { data } = socketRequest.safeParse(JSON.parse(await text(request)));
  if (data === undefined) {
    response.writeHead(400).end();
    return;
  }
  let body: SocketAnswer<unknown>;
  try {
    body = { answer: await answer(data) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    body = { code: error.code, message: error.message };
  }
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/**
 * Asks the App that runs on a data folder; null when none listens. Throws the `Failure` that the App answers, and one
 * when the App gives no answer.
 */
export async function askSocket<Answer>(folder: string, request: SocketRequest): Promise<Answer | null> {
  const call = send({ socketPath: socketOf(folder), path: "/", method: "POST" });
  call.end(JSON.stringify(request));
  let response: IncomingMessage;
  try {
    [response] = (await once(call, "response")) as [IncomingMessage];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    // ENOENT: no App runs. ECONNREFUSED: an App was killed. ENOTSUP, EINVAL: the folder cannot hold a socket.
    if (["ENOENT", "ECONNREFUSED", "ENOTSUP", "EINVAL"].includes(String(code))) return null;
    throw new Failure("incomplete", `The App that runs on ${folder} gave no answer (${code}).`, { cause: error });
  }
  const body = await text(response);
  if (response.statusCode !== 200) {
    throw new Failure("incomplete", `The App that runs on ${folder} answered ${response.statusCode}: see its log.`);
  }
  const answered = JSON.parse(body) as SocketAnswer<Answer>;
  if ("answer" in answered) return answered.answer;
  throw new Failure(answered.code, answered.message);
}
