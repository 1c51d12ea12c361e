import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { nodeRefusal, oldestNode } from "../src/node-version.ts";

test("the version that is checked is the one of package.json, and later ones pass", () => {
  expect(manifest.engines.node).toBe(`>=${oldestNode}`);
  for (const version of ["22.12.0", "22.21.1", "23.0.0", "24.1.0", "100.0.0"]) {
    expect(nodeRefusal(version, oldestNode)).toBeNull();
  }
  for (const version of ["22.11.0", "20.19.5", "18.20.8", "8.0.0"]) {
    expect(nodeRefusal(version, oldestNode)).toContain(version);
  }
});
