import { readFileSync } from "node:fs";
import { buildSchema, findBreakingChanges } from "graphql";
import { expect, test } from "vitest";

const schemaIn = (path: URL) => buildSchema(readFileSync(path, "utf8"), { assumeValid: true });

test("the stand-in's part of GraphQL is a part of GitHub's published schema", () => {
  const published = schemaIn(new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema")));
  const served = schemaIn(new URL("graphql/schema.graphql", import.meta.url));
  expect(findBreakingChanges(served, published)).toEqual([]);
});
