import { getInput } from "@actions/core";
import { Failure } from "../failure.ts";
import { nearest } from "../policy/nearest.ts";
import type { FailOn } from "../policy/policy.ts";
import { isHookSecret } from "../respond/hook/settings.ts";
import type { RevocationInputs } from "../respond/revoke/settings.ts";
import type { VerificationInputs } from "../respond/verify/settings.ts";
import { isSafeAddress } from "../safe-address.ts";

/** The values of the inputs; null where the configuration or the default decides. */
export interface Inputs {
  readonly token: string;
  readonly scan: "auto" | "history" | "tree";
  readonly failOn: FailOn | null;
  readonly comment: boolean | null;
  readonly check: boolean | null;
  readonly suggestions: boolean | null;
  /** Path of the configuration inside the repository; null for `.github/keyhawk.yml`. */
  readonly config: string | null;
  /** Null: a file in the runner's temporary folder. */
  readonly reportFile: string | null;
  readonly sarifFile: string | null;
  readonly hook: HookInputs | null;
  /** Whether and how keys are verified; checked by `parseVerification`. */
  readonly verify: VerificationInputs;
  /** Whether keys are revoked; checked by `parseRevocation`. */
  readonly revocation: RevocationInputs;
  /** Base address of GitHub's API; null for the server that the workflow runs on. */
  readonly apiUrl: string | null;
}

/** The revocation hook of the operator. */
export interface HookInputs {
  readonly url: string;
  /** Null when the workflow has no token, as in runs of forks, which get no secrets from GitHub. */
  readonly secret: string | null;
}

/** Every input of `action.yml`. */
export const inputNames = [
  "token",
  "scan",
  "fail-on",
  "comment",
  "check",
  "suggestions",
  "config",
  "report-file",
  "sarif-file",
  "verify",
  "verify-permissions",
  "openai-admin-key",
  "openai-api-url",
  "openai-auth-url",
  "revoke",
  "revoke-action",
  "revoke-grace",
  "revoke-tokens",
  "hook-url",
  "hook-secret",
  "api-url",
] as const;

/** The inputs of OpenAI's access, as messages name them. */
export const openaiInputs = {
  adminKey: "The input `openai-admin-key`",
  baseUrl: "The input `openai-api-url`",
  authUrl: "The input `openai-auth-url`",
} as const;

type InputName = (typeof inputNames)[number];

/** Reads and checks every input. Throws a `Failure` that names the input and the values that it accepts. */
export function readInputs(): Inputs {
  const openai = {
    adminKey: getInput("openai-admin-key"),
    baseUrl: getInput("openai-api-url"),
    authUrl: getInput("openai-auth-url"),
  };
  return {
    token: required("token", "Leave it out, or give a token with `contents: read`."),
    scan: choice("scan", ["auto", "history", "tree"]) ?? "auto",
    failOn: choice("fail-on", ["found", "live", "never"]),
    comment: flag("comment"),
    check: flag("check"),
    suggestions: flag("suggestions"),
    config: pathInRepository("config"),
    reportFile: text("report-file"),
    sarifFile: text("sarif-file"),
    hook: hook(),
    verify: { mode: getInput("verify"), permissions: getInput("verify-permissions"), ...openai },
    revocation: {
      revoke: getInput("revoke"),
      action: getInput("revoke-action"),
      grace: getInput("revoke-grace"),
      tokens: getInput("revoke-tokens"),
      ...openai,
    },
    apiUrl: address("api-url"),
  };
}

/** Names of unknown inputs, each with the input that was probably meant. */
export function unknownInputs(env: NodeJS.ProcessEnv): { readonly name: string; readonly meant: string | null }[] {
  return Object.keys(env)
    .filter((variable) => variable.startsWith("INPUT_"))
    .map((variable) => variable.slice("INPUT_".length).toLowerCase())
    .filter((name) => !inputNames.some((known) => known === name))
    .map((name) => ({ name, meant: nearest(name, inputNames) }));
}

function text(name: InputName): string | null {
  return getInput(name) || null;
}

function required(name: InputName, advice: string): string {
  const value = text(name);
  if (value === null) throw new Failure("usage", `The input \`${name}\` is empty. ${advice}`);
  return value;
}

function choice<const Choice extends string>(name: InputName, choices: readonly Choice[]): Choice | null {
  const value = text(name);
  if (value === null) return null;
  const chosen = choices.find((known) => known === value);
  if (chosen !== undefined) return chosen;
  const meant = nearest(value, choices);
  const hint = meant === null ? "" : ` Did you mean \`${meant}\`?`;
  throw new Failure(
    "usage",
    `The input \`${name}\` takes ${choices.map((known) => `\`${known}\``).join(", ")}.${hint}`,
  );
}

function flag(name: InputName): boolean | null {
  const value = text(name)?.toLowerCase();
  if (value === undefined) return null;
  if (value === "true") return true;
  if (value === "false") return false;
  throw new Failure("usage", `The input \`${name}\` takes \`true\` or \`false\`.`);
}

function pathInRepository(name: InputName): string | null {
  const value = text(name);
  if (value === null) return null;
  const path = value.replace(/^\.\//, "");
  if (path.startsWith("/") || path.includes("\\") || path.split("/").some((part) => part === ".." || part === "")) {
    throw new Failure(
      "usage",
      `The input \`${name}\` takes a path inside the repository, such as \`.github/keyhawk.yml\`.`,
    );
  }
  return path;
}

function address(name: InputName): string | null {
  const value = text(name);
  if (value === null) return null;
  const url = URL.parse(value);
  if (url === null || !isSafeAddress(url) || url.username !== "" || url.password !== "") {
    throw new Failure("usage", `The input \`${name}\` takes an https address without user name and password.`);
  }
  return value.replace(/\/+$/, "");
}

function hook(): HookInputs | null {
  const url = address("hook-url");
  const secret = text("hook-secret");
  if (url === null) {
    if (secret === null) return null;
    throw new Failure("usage", "The input `hook-secret` is given without `hook-url`: give both or neither.");
  }
  if (secret !== null && !isHookSecret(secret)) {
    throw new Failure(
      "usage",
      "The input `hook-secret` takes a Standard Webhooks secret: `whsec_` and at least 24 random bytes in base64.",
    );
  }
  return { url, secret };
}
