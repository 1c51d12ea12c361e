import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** How an answer reaches the client. */
export type Manner =
  | "whole"
  /** The connection closes without an answer. */
  | "hang-up"
  /** The same with a TCP reset. */
  | "reset"
  /** No answer at all, and the connection stays open. */
  | "silent"
  /** Half of the body that `content-length` announces, then the connection closes. */
  | "cut"
  /** Half of the body, and a `content-length` that agrees: JSON that does not parse. */
  | "truncated"
  /** Half of the body, then nothing more while the connection stays open. */
  | "stall"
  /** A few bytes at a time, ten times a second. */
  | "drip";

/** What a stand-in does instead of answering a request correctly. */
export interface BadAnswer {
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** Replaces the correct answer. Without it the correct answer is sent in the given `manner`. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** `whole` when left out. */
  readonly manner?: Manner;
  /** `done`: the request takes effect and only its answer is lost. Otherwise a replaced or missing answer means no effect. */
  readonly work?: "done";
}

/** An answer that is ready to be sent. */
export interface ReadyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** True when the correct answer must be made: to be sent in a bad manner, or for its effect. */
export function takesEffect({ status, manner = "whole", work }: BadAnswer): boolean {
  return work === "done" || (status === undefined && !isMissing(manner));
}

/** Status for the record of requests; 0 when nothing is sent. @param correct null when it was not made */
export function statusOf({ status, manner = "whole" }: BadAnswer, correct: ReadyAnswer | null): number {
  return isMissing(manner) ? 0 : (status ?? correct?.status ?? 0);
}

/** Sends the bad answer. Resolves when there is nothing more to send. @param correct null when it was not made */
export async function sendBadly(bad: BadAnswer, correct: ReadyAnswer | null, response: ServerResponse): Promise<void> {
  const { manner = "whole" } = bad;
  switch (manner) {
    case "hang-up":
      return void response.destroy();
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "silent":
      return;
  }
  const { status, headers, bytes } = bad.status === undefined && correct !== null ? correct : replacement(bad);
  const half = bytes.subarray(0, bytes.length >> 1);
  const announced = manner === "truncated" ? half : bytes;
  response.writeHead(status, { ...headers, "content-length": String(announced.length) });
  switch (manner) {
    case "whole":
    case "truncated":
      return void response.end(announced);
    case "cut":
      return void response.write(half, () => response.destroy());
    case "stall":
      return void response.write(half);
    case "drip":
      for (let from = 0; from < bytes.length && !response.destroyed; from += 8) {
        response.write(bytes.subarray(from, from + 8));
        await wait(100);
      }
      return void response.end();
  }
}

function isMissing(manner: Manner): boolean {
  return manner === "hang-up" || manner === "reset" || manner === "silent";
}

function replacement({ status = 500, headers = {}, body = { message: `Status ${status}` } }: BadAnswer): ReadyAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return { status, headers: { "content-type": type, ...headers }, bytes: Buffer.from(text) };
}
