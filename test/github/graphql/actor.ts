import type { User } from "../world.ts";

/** An account as GraphQL names it: a bot's login has no suffix. */
export function actor({ login, type }: User) {
  return { __typename: type, id: `${type}_${login}`, login: login.replace(/\[bot\]$/, "") };
}
