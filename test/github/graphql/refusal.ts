import { type Caller, mayUse } from "../access.ts";
import type { Level, Repository, World } from "../world.ts";

/** Who asks, of which GitHub. */
export interface Context {
  readonly world: World;
  readonly caller: Caller;
}

/** An error that GraphQL has a type for. */
export class Refusal extends Error {
  readonly type: "FORBIDDEN" | "NOT_FOUND";

  constructor(type: Refusal["type"], message: string) {
    super(message);
    this.type = type;
  }
}

/** Throws what GitHub answers when the caller lacks a permission. */
export function need({ caller }: Context, repository: Repository, permission: string, level: Level): void {
  if (!mayUse(caller, repository, permission, level)) {
    throw new Refusal("FORBIDDEN", "Resource not accessible by integration");
  }
}

/** @param what `a node with the global id of '7'` */
export function notFound(what: string): Refusal {
  return new Refusal("NOT_FOUND", `Could not resolve to ${what}.`);
}
