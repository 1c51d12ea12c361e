import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema, graphql } from "graphql";
import type { Caller } from "../access.ts";
import type { World } from "../world.ts";
import { Refusal } from "./refusal.ts";
import { roots } from "./roots.ts";

let schema: GraphQLSchema | undefined;

/** What GraphQL answers, always with status 200. */
export interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly type?: string; readonly message: string }[];
  /** Set when the request is not one that GitHub's schema allows. */
  readonly mistake: string | null;
}

/** Answers an operation. */
export async function answerGraphQL(
  world: World,
  caller: Caller,
  { query, variables }: { readonly query?: string; readonly variables?: Readonly<Record<string, unknown>> },
): Promise<GraphQLAnswer> {
  schema ??= buildSchema(readFileSync(new URL("schema.graphql", import.meta.url), "utf8"));
  const { data, errors } = await graphql({
    schema,
    source: query ?? "",
    rootValue: roots,
    contextValue: { world, caller },
    ...(variables === undefined ? {} : { variableValues: variables }),
  });
  if (errors === undefined) return { data, mistake: null };
  const listed = errors.map(({ message, path, originalError }) => ({
    ...(originalError instanceof Refusal ? { type: originalError.type } : {}),
    ...(path === undefined ? {} : { path }),
    message,
  }));
  const unexpected = errors.find(({ originalError }) => !(originalError instanceof Refusal));
  return { ...(data === undefined ? {} : { data }), errors: listed, mistake: unexpected?.message ?? null };
}
