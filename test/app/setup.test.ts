import { expect, test } from "vitest";
import { readConfiguration } from "../../src/app/configuration.ts";
import { startApp } from "../../src/app/start-app.ts";

test("without credentials the setup page offers the manifest: least permissions, the events that are handled", async () => {
  // Keeps Probot from asking smee.io for a channel.
  process.env.NO_SMEE_SETUP = "true";
  const app = await startApp(readConfiguration({ HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "fatal" }));
  expect(app.mode).toBe("setup");
  const page = await (await fetch(`${app.url}/probot`)).text();
  const manifest = JSON.parse(/name="manifest"[^>]*value='([^']*)'/.exec(page)?.[1] ?? "{}");
  expect(manifest.default_permissions).toEqual({
    metadata: "read",
    contents: "read",
    pull_requests: "write",
    checks: "write",
  });
  expect(manifest.default_events).toEqual(["push", "pull_request"]);
  await app.stop();
});
