import { expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { parseVerification, type VerificationInputs } from "../../src/respond/verify/settings.ts";
import { inspectKeys } from "../../src/respond/verify/verify.ts";
import { makeKey } from "../keys.ts";

const names = {
  mode: "The input `verify`",
  permissions: "The input `verify-permissions`",
  adminKey: "The input `openai-admin-key`",
  baseUrl: "OPENAI_BASE_URL",
  authUrl: "CODEX_AUTHAPI_BASE_URL",
};
const admin = makeKey("openai-admin-key");

function parse(inputs: Partial<VerificationInputs>) {
  return parseVerification(
    { mode: undefined, permissions: undefined, adminKey: undefined, baseUrl: undefined, authUrl: undefined, ...inputs },
    names,
  );
}

test("no key is verified unless verification is configured", async () => {
  for (const mode of [undefined, "", "off"]) {
    const settings = parse({ mode, adminKey: admin, baseUrl: "http://not.looked.at" });
    expect(settings).toEqual({ mode: "off" });
    expect(await inspectKeys([], settings)).toEqual(new Map());
  }
});

test("the leaked key is used only in a mode that allows it", () => {
  expect(parse({ mode: "direct", adminKey: admin })).toMatchObject({ mode: "direct" });
  expect(parse({ mode: "direct", adminKey: admin })).not.toHaveProperty("adminKey");
  expect(parse({ mode: "auto" })).toMatchObject({ mode: "direct", baseUrl: "https://api.openai.com/v1" });
  expect(parse({ mode: "auto", adminKey: ` ${admin}\n` })).toMatchObject({ mode: "indirect" });
  expect(parse({ mode: "both", adminKey: admin })).toMatchObject({ mode: "both" });
  for (const mode of ["indirect", "both"]) {
    expect(() => parse({ mode })).toThrow(
      `The input \`verify\` \`${mode}\` needs an admin key of your organisation: set the input \`openai-admin-key\`.`,
    );
  }
});

test.each([
  ["https://eu.api.openai.com/v1/", "https://eu.api.openai.com/v1"],
  ["http://localhost:8080/v1", "http://localhost:8080/v1"],
  ["http://[::1]:1", "http://[::1]:1"],
])("takes the address %s", (baseUrl, expected) => {
  expect(parse({ mode: "direct", baseUrl })).toMatchObject({ baseUrl: expected });
});

test.each<[Partial<VerificationInputs>, RegExp]>([
  [{ mode: "indirekt" }, /^The input `verify` takes .* Did you mean `indirect`\?$/],
  [{ mode: "direct", permissions: "yes" }, /^The input `verify-permissions` takes `true` or `false`\.$/],
  [
    { mode: "auto", permissions: "true", adminKey: admin },
    /^The input `verify-permissions` uses the key itself: set the input `verify` to `both` or `direct`\.$/,
  ],
  [{ mode: "direct", baseUrl: "api.openai.com" }, /^OPENAI_BASE_URL must be a whole address/],
  [{ mode: "direct", baseUrl: "http://api.openai.com/v1" }, /^OPENAI_BASE_URL must begin with https/],
  [{ mode: "direct", baseUrl: "http://127.0.0.1.example.com/v1" }, /^OPENAI_BASE_URL must begin with https/],
  [{ mode: "direct", baseUrl: "https://name:word@api.openai.com/v1" }, /^OPENAI_BASE_URL .* without user name/],
  [{ mode: "direct", baseUrl: "https://api.openai.com/v1?key=1" }, /^OPENAI_BASE_URL .* query/],
  [{ mode: "indirect", adminKey: makeKey("openai-project-key") }, /^The input `openai-admin-key` must be an admin key/],
  [{ mode: "indirect", adminKey: `${admin}\n${admin}` }, /^The input `openai-admin-key` must be one admin key/],
])("refuses a mistake with a sentence that names the setting and not what it holds", (inputs, message) => {
  const failure = (() => {
    try {
      return parse(inputs);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ message: expect.stringMatching(message), exitCode: 2 });
  if (inputs.adminKey) expect(String(failure)).not.toContain(inputs.adminKey.slice(12, 40));
});
