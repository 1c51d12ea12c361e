import { expect, test } from "vitest";
import { type OpenIncident, type Overview, renderOverview } from "../../src/report/formats/overview.ts";
import { makeKey } from "../keys.ts";

const incident = (given: Partial<OpenIncident>): OpenIncident => ({
  ...{ id: "0a1b2c3d-0000-0000-0000-000000000000", kind: "openai-project-key", masked: "sk-proj-…wXyZ" },
  ...{ severity: "critical", state: "open", openedAt: "2026-11-01T00:00:00.000Z", author: "Ada <ada@acme.example>" },
  place: { repository: "acme/shop", path: "app/client.py", line: 7, commit: "c".repeat(40) },
  places: 1,
  ...given,
});

const overview = (open: readonly OpenIncident[], given: Partial<Overview> = {}): Overview => ({
  ...{ owner: "acme", webUrl: "https://github.com", open, openCount: open.length, settled: {} },
  histories: { scanned: 3, waiting: 0, left: 0 },
  ...{ observed: [], observedCount: 0 },
  ...given,
});

test("an organisation's issue groups keys by severity, those that are alive first", () => {
  const body = renderOverview(
    overview([
      incident({ masked: "sk-proj-…aaaa", severity: "high", state: "verified" }),
      incident({ masked: "sk-proj-…bbbb" }),
      incident({ masked: "sk-proj-…cccc", state: "expiring" }),
      incident({ masked: "sk-proj-…dddd", state: "verified" }),
    ]),
  );
  const order = [...body.matchAll(/^### \w+|…(\w{4})`/gm)].map(([all, end]) => end ?? all);
  expect(order).toEqual(["### Critical", "dddd", "cccc", "bbbb", "### High", "aaaa"]);
  expect(body).toContain("🔴 4 leaked keys of `acme` are not settled; 3 of them are alive.");
});

test("an organisation's issue fits GitHub's limit and says how many keys it leaves out", () => {
  const path = `${"deep/".repeat(40)}${"💥".repeat(100)}.py`;
  const many = Array.from({ length: 500 }, (_, index) =>
    incident({
      masked: `sk-proj-…${index}`,
      place: { repository: "acme/shop", path, line: 1, commit: "c".repeat(40) },
    }),
  );
  const body = renderOverview(overview(many, { openCount: 700, settled: { dismissed: 2, revoked: 40 } }));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_535);
  expect(body).toMatch(/^6\d\d more keys: `keyhawk incidents/m);
  expect(body).toContain("Settled: 2 dismissed and 40 revoked.");
});

test("names that others chose cannot leave their cell, mention anyone or link to a key", () => {
  const raw = makeKey("openai-project-key", "overview");
  const body = renderOverview(
    overview([
      incident({
        author: "@acme/all | <b>x</b>",
        place: { repository: "acme/shop", path: `${raw}.py`, line: 1, commit: "c" },
      }),
      incident({ place: { repository: "acme/shop.wiki", path: "Home.md", line: 1, commit: "c".repeat(40) } }),
      incident({ place: { repository: "acme/shop", path: null, line: 1, commit: null } }),
    ]),
  );
  expect(body).not.toContain(raw);
  expect(body).toContain("| `@acme/all ¦ <b>x</b>` |");
  expect(body).not.toContain("](https://");
});

test("an organisation without unsettled keys gets a clear answer, with what could not be scanned", () => {
  const body = renderOverview(
    overview([], { settled: { revoked: 1 }, histories: { scanned: 3, waiting: 1, left: 2 } }),
  );
  expect(body).toContain("🟢 No leaked key of `acme` that Keyhawk knows is unsettled.");
  expect(body).toContain("Histories: 3 of 6 scanned; 1 still to be scanned and 2 could not be scanned");
});
