import { expect, test } from "vitest";
import { formats } from "../../src/cli/scan/formats.ts";
import { scanBytes } from "../../src/index.ts";
import { defaultPolicy } from "../../src/policy/policy.ts";
import { expiryText } from "../../src/report/expiry.ts";
import { scanReport } from "../../src/report/scan-report.ts";
import { accessClaims, makeJwt, makeKey } from "../keys.ts";

const subject = "the test";
const options = { subject, policy: defaultPolicy, inline: "honoured", statuses: new Map() } as const;

async function reportOf(text: string, path = ".codex/auth.json") {
  return scanReport(await scanBytes(text, { path }), options);
}

function tokenUntil(exp: number): string {
  return JSON.stringify({ access_token: makeJwt({ ...accessClaims("expiry"), exp }, "expiry") });
}

test.each(Object.entries(formats))(
  "the format %s says that an access token has expired, or when it will",
  async (name, { render }) => {
    const past = await render(await reportOf(tokenUntil(Date.UTC(2024, 0, 2) / 1000)), null);
    const future = await render(await reportOf(tokenUntil(Date.UTC(2199, 0, 2) / 1000)), null);
    if (name === "json") {
      expect(JSON.parse(past).findings[0].expiresAt).toBe("2024-01-02T00:00:00.000Z");
      return;
    }
    expect(past).toContain("Expired at 2024-01-02 00:00 UTC by its own date");
    expect(future).toContain("Expires at 2199-01-02 00:00 UTC by its own date");
  },
);

test("an expiry counts from its exact moment", () => {
  const at = "2026-11-11T00:00:00.000Z";
  expect(expiryText(at, Date.parse(at) - 1)).toMatch(/^Expires/);
  expect(expiryText(at, Date.parse(at))).toMatch(/^Expired/);
  expect(expiryText(undefined)).toBeNull();
});

test("a past date does not make a token count as dead, since the author of the file may have written it", async () => {
  const report = await reportOf(tokenUntil(Date.UTC(2024, 0, 2) / 1000));
  expect(report.findings.map(({ status, ignored }) => [status, ignored])).toEqual([["unverified", null]]);
});

test("a finding in Codex's auth.json says what to do with that file", async () => {
  const text = await formats.text.render(
    await reportOf(`{"refresh_token":"${makeKey("openai-refresh-token")}"}`),
    null,
  );
  expect(text).toContain("auth.json");
  expect(text).toContain("codex logout");
  expect(text).toContain(".gitignore");
});
