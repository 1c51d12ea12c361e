import type OpenAI from "openai";
import { connectionCode } from "../../respond/connection-error.ts";
import { type AdminAccess, createAdminClient } from "../../respond/openai/admin-client.ts";
import { adminFailure } from "../../respond/openai/admin-failure.ts";
import type { RevocationSettings } from "../../respond/revoke/settings.ts";
import type { VerificationSettings } from "../../respond/verify/settings.ts";
import { type Check, ok, problem, warning } from "./check.ts";

/** Whether OpenAI can be reached for what the settings ask for, and what the admin key may do. */
export async function checkOpenAI(
  verification: VerificationSettings,
  revocation: RevocationSettings,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  if (verification.mode === "direct" || verification.mode === "both") checks.push(await checkReach(verification));
  const access = adminAccessOf(verification, revocation);
  if (access !== null) checks.push(...(await checkAdminKey(access)));
  return checks;
}

/** A request without a key: OpenAI refuses it with 401, which shows that it is there. */
async function checkReach({
  baseUrl,
  timeout,
  network,
}: Exclude<VerificationSettings, { mode: "off" }>): Promise<Check> {
  const subject = "OpenAI";
  try {
    const { status, body } = await network.fetch(`${baseUrl}/models`, {
      headers: { "user-agent": "keyhawk" },
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    await body?.cancel();
    if (status === 401) return ok(subject, `OpenAI's API answers at ${baseUrl}.`);
    return warning(
      subject,
      `${baseUrl} answers ${status} where OpenAI answers 401.`,
      "Check OPENAI_BASE_URL, and what HTTPS_PROXY lets through.",
    );
  } catch (error) {
    return problem(
      subject,
      `OpenAI cannot be reached at ${baseUrl}${connectionCode(error)}.`,
      "Check OPENAI_BASE_URL and the network, and HTTPS_PROXY if this machine needs one.",
    );
  }
}

async function checkAdminKey(access: AdminAccess): Promise<readonly Check[]> {
  const { organization } = createAdminClient(access).admin;
  const subject = "admin key";
  const refused = await failureOf(organization.projects.list({ limit: 1 }));
  if (refused !== null) {
    return [problem(subject, refused, "Set OPENAI_ADMIN_KEY to an admin key of the organisation.")];
  }
  const checks = [ok(subject, "OpenAI accepts the admin key, which may list the organisation's projects.")];
  const adminKeys = await failureOf(organization.adminAPIKeys.list({ limit: 1 }));
  if (adminKeys !== null) {
    const advice = "Without that permission a leaked admin key is not recognised as one of the organisation's.";
    checks.push(warning(subject, `It may not list admin keys. ${adminKeys}`, advice));
  }
  const audits = await failureOf(organization.auditLogs.list({ limit: 1 }));
  if (audits !== null) {
    const advice =
      "Enable the audit log in the organisation's settings, and give the key the permission to read it: it proves that a key was deleted.";
    checks.push(warning(subject, `It may not read the audit log. ${audits}`, advice));
  }
  return checks;
}

async function failureOf(request: ReturnType<OpenAI["get"]> | PromiseLike<unknown>): Promise<string | null> {
  try {
    await request;
    return null;
  } catch (error) {
    return adminFailure(error);
  }
}

function adminAccessOf(verification: VerificationSettings, revocation: RevocationSettings): AdminAccess | null {
  if (revocation.mode !== "off") return revocation;
  return verification.mode === "indirect" || verification.mode === "both" ? verification : null;
}
