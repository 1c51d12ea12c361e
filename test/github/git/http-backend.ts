import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "../../process/run.ts";
import { serverEnvironment } from "./git.ts";

/**
 * Serves one request of git's smart HTTP protocol by `git http-backend`. Ends the answer only after `beforeEnd`, which
 * runs when git has updated its refs.
 * @param path address below `projects`, e.g. `/acme/shop.git/info/refs`
 */
export async function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  options: { readonly projects: string; readonly path: string; readonly query: string; readonly user: string },
  beforeEnd: () => Promise<void>,
): Promise<void> {
  const { headers } = request;
  const inputFile = join(options.projects, `${randomUUID()}.request`);
  await pipeline(request, createWriteStream(inputFile));
  const { stdout } = await run({
    words: ["git", "http-backend"],
    inputFile,
    env: {
      ...serverEnvironment,
      GIT_PROJECT_ROOT: options.projects,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: options.path,
      QUERY_STRING: options.query,
      REQUEST_METHOD: request.method,
      REMOTE_USER: options.user,
      REMOTE_ADDR: "127.0.0.1",
      CONTENT_TYPE: headers["content-type"] ?? "",
      ...(headers["content-length"] === undefined ? {} : { CONTENT_LENGTH: headers["content-length"] }),
      ...(headers["content-encoding"] === undefined ? {} : { HTTP_CONTENT_ENCODING: headers["content-encoding"] }),
      ...(headers["git-protocol"] === undefined ? {} : { GIT_PROTOCOL: String(headers["git-protocol"]) }),
    },
  });
  await rm(inputFile);
  const end = stdout.indexOf("\r\n\r\n");
  if (end === -1) response.writeHead(500);
  else {
    writeHead(response, stdout.toString("latin1", 0, end));
    response.write(stdout.subarray(end + 4));
  }
  await beforeEnd();
  response.end();
}

function writeHead(response: ServerResponse, head: string): void {
  let status = 200;
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.writeHead(status);
}
