import type { Caller } from "./access.ts";
import type { Repository, User, World } from "./world.ts";

/** What a route's handler is given. */
export interface Ask {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Media type that was asked for, e.g. `application/vnd.github.patch`. */
  readonly accept: string;
  readonly caller: Caller;
  /** The repository of the route; throws 404 on routes without one. */
  readonly repository: Repository;
}

/** What it answers: JSON, or bytes of another type. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly type?: string;
  /** Number of pages, for the `link` header. */
  readonly pages?: number;
  /** The parameter with which the next page of a list is asked for that has cursors instead of pages. */
  readonly cursor?: Readonly<Record<string, string>>;
}

export type Handler = (ask: Ask) => Answer | Promise<Answer>;

/** An answer that is an error, in GitHub's form. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly unknown[] | undefined;

  constructor(status: number, message: string, headers: Record<string, string> = {}, errors?: readonly unknown[]) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** One page of a list, as `page` and `per_page` ask for it. */
export function paged<T>(
  ask: Ask,
  all: readonly T[],
  most = 100,
  usual = 30,
): { readonly items: T[]; readonly pages: number } {
  const size = Math.min(most, Math.max(1, Number(ask.query.get("per_page") ?? usual)));
  const page = Math.max(1, Number(ask.query.get("page") ?? 1));
  return { items: all.slice((page - 1) * size, page * size), pages: Math.max(1, Math.ceil(all.length / size)) };
}

/** The account that acts. */
export function userOf(caller: Caller): User {
  if (caller.type !== "token") throw new Problem(401, "Requires authentication");
  return { login: caller.token.login, type: caller.token.type };
}
