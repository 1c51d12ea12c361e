import { createHash } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type ReadyAnswer, sendBadly, statusOf, takesEffect } from "../faults/bad-answer.ts";
import type { Faults } from "../faults/fault.ts";
import { authorize, type Caller, identify } from "./access.ts";
import { type Answer, Problem } from "./answer.ts";
import {
  completeResponse,
  type MatchedRoute,
  matchRoute,
  requestProblems,
  responseProblems,
  tooMuch,
} from "./openapi/description.ts";
import { handlers } from "./routes/routes.ts";
import type { Repository, World } from "./world.ts";

/** One request to the REST API, and how it was answered. */
export interface RequestRecord {
  readonly method: string;
  /** Address below the API's root, with its query. */
  readonly path: string;
  /** The path in GitHub's description; null when the stand-in does not serve it. */
  readonly route: string | null;
  readonly accept: string;
  /** 0 when there was no answer. */
  readonly status: number;
}

export interface Rest {
  readonly world: World;
  readonly requests: RequestRecord[];
  /** What did not agree with GitHub's description of its API. */
  readonly violations: string[];
  readonly faults: Faults;
}

/** Answers one request to the REST API. @param address below the API's root */
export async function serveRest(
  rest: Rest,
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
): Promise<void> {
  const method = request.method ?? "GET";
  const accept = (request.headers.accept ?? "").split(/[,;]/)[0]?.trim() ?? "";
  const matched = matchRoute(method === "HEAD" ? "GET" : method, address.pathname);
  const text = await readBody(request);
  const record = (status: number) => {
    const route = matched === null ? null : matched.route.replace(/^\S+ /, "");
    rest.requests.push({ method, path: address.pathname + address.search, route, accept, status });
  };
  const asked: Asked = { method, matched, address, accept, text, headers: request.headers };
  const fault = rest.faults.take({ method, path: address.pathname, route: matched?.route ?? null });
  if (fault === null) {
    const { status, headers, bytes } = await answerTo(rest, asked);
    record(status);
    response.writeHead(status, headers);
    return void response.end(bytes);
  }
  if (fault.delayMs !== undefined) await wait(fault.delayMs);
  const correct = takesEffect(fault) ? await answerTo(rest, asked) : null;
  record(statusOf(fault, correct));
  await sendBadly(fault, correct, response);
}

interface Asked {
  readonly method: string;
  readonly matched: MatchedRoute | null;
  readonly address: URL;
  readonly accept: string;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/** The correct answer to a request, after its effect. */
async function answerTo(rest: Rest, asked: Asked): Promise<ReadyAnswer> {
  const { method, address } = asked;
  let caller: Caller = { type: "nobody" };
  let answer: Answer;
  let headers: Record<string, string> = {};
  try {
    caller = identify(rest.world, asked.headers.authorization);
    answer = await (address.pathname === "/graphql" ? handleGraphQL : handle)(rest, caller, asked);
  } catch (error) {
    const problem =
      error instanceof Problem ? error : new Problem(500, error instanceof Error ? error.message : "Server Error");
    if (!(error instanceof Problem))
      rest.violations.push(`${method} ${address.pathname}: ${error instanceof Error ? error.stack : error}`);
    headers = { ...problem.headers };
    const { message, status, errors } = problem;
    const json = {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
    };
    answer = { status, json };
  }
  headers = {
    ...rateHeaders(caller),
    ...headers,
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": "0000:0000:0:0:0",
  };
  if (answer.cursor !== undefined) {
    const next = new URL(`${rest.world.apiUrl}${address.pathname}${address.search}`);
    for (const [name, value] of Object.entries(answer.cursor)) next.searchParams.set(name, value);
    headers.link = `<${next}>; rel="next"`;
  }
  if (answer.pages !== undefined) Object.assign(headers, linkHeader(rest.world, address, answer.pages));
  const bytes =
    answer.bytes ?? (answer.json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.json)));
  if (bytes.length > 0) headers["content-type"] = answer.type ?? "application/json; charset=utf-8";
  let { status } = answer;
  if (method === "GET" && status === 200) {
    headers.etag = `W/"${createHash("sha256").update(bytes).digest("hex")}"`;
    if (asked.headers["if-none-match"] === headers.etag) {
      status = 304;
      // An unchanged answer is free.
      if (caller.type === "token") caller.token.remaining++;
    }
  }
  return { status, headers, bytes: status === 304 || method === "HEAD" ? Buffer.alloc(0) : bytes };
}

async function handle(rest: Rest, caller: Caller, { matched, address, accept, text }: Asked): Promise<Answer> {
  const handler = matched === null ? undefined : handlers[matched.route];
  if (matched === null || handler === undefined) throw new Problem(404, "Not Found");
  spend(caller);
  const repository = findRepository(rest.world, matched);
  authorize(matched.route, caller, repository, matched.params.org ?? null);
  const body = parseBody(text);
  const problems = requestProblems(matched, address.searchParams, body);
  const excess = problems.find(tooMuch);
  if (excess !== undefined) throw new Problem(422, `Invalid request.\n\n${excess}.`);
  if (problems.length > 0) {
    rest.violations.push(...problems.map((problem) => `${matched.route}: ${problem}`));
    throw new Problem(500, `This request is not in GitHub's description: ${problems.join("; ")}`);
  }
  const answer = await handler({
    world: rest.world,
    params: matched.params,
    query: address.searchParams,
    body: (body ?? {}) as Readonly<Record<string, unknown>>,
    accept,
    caller,
    get repository(): Repository {
      if (repository === null) throw new Problem(404, "Not Found");
      return repository;
    },
  });
  if (answer.json === undefined) return answer;
  const json = completeResponse(matched, answer.status, answer.json);
  const wrong = responseProblems(matched, answer.status, json);
  if (wrong.length > 0) {
    rest.violations.push(...wrong.map((problem) => `${matched.route}: ${problem}`));
    throw new Problem(500, `This answer is not in GitHub's description: ${wrong.join("; ")}`);
  }
  return { ...answer, json };
}

async function handleGraphQL(rest: Rest, caller: Caller, { method, text }: Asked): Promise<Answer> {
  if (method !== "POST") throw new Problem(404, "Not Found");
  if (caller.type !== "token") throw new Problem(401, "This endpoint requires you to be authenticated.");
  spend(caller);
  // Few tests need it.
  const { answerGraphQL } = await import("./graphql/serve-graphql.ts");
  const { mistake, ...json } = await answerGraphQL(rest.world, caller, (parseBody(text) ?? {}) as object);
  if (mistake !== null) rest.violations.push(`POST /graphql: ${mistake}`);
  return { status: 200, json };
}

function findRepository(world: World, { params }: MatchedRoute): Repository | null {
  return world.repositories.get(`${params.owner}/${params.repo}`.toLowerCase()) ?? null;
}

function spend(caller: Caller): void {
  if (caller.type !== "token") return;
  const { token } = caller;
  if (token.remaining <= 0) throw new Problem(403, `API rate limit exceeded for ${token.login}.`);
  token.remaining--;
}

function rateHeaders(caller: Caller): Record<string, string> {
  const limit = caller.type === "nobody" ? 60 : 5_000;
  const remaining = caller.type === "token" ? caller.token.remaining : limit;
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-used": String(limit - remaining),
    "x-ratelimit-reset": String(Math.floor(Date.now() / 1_000) + 3_600),
    "x-ratelimit-resource": "core",
  };
}

function linkHeader(world: World, address: URL, pages: number): Record<string, string> {
  const page = Math.max(1, Number(address.searchParams.get("page") ?? 1));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(address.searchParams);
    query.set("page", String(to));
    return `<${world.apiUrl}${address.pathname}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < pages ? [link(page + 1, "next"), link(pages, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  return links.length === 0 ? {} : { link: links.join(", ") };
}

function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, "Problems parsing JSON");
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
