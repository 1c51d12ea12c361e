import * as z from "zod";
import type { Credential } from "../../detect/credential.ts";
import { askOpenAI, type OpenAIAnswer } from "./request.ts";
import type { VerificationBounds } from "./settings.ts";
import type { Life } from "./verdict.ts";

/** The shape of every list in OpenAI's responses; a proxy's own page does not have it. */
const listSchema = z.object({ object: z.literal("list") });

/** The shape of every error response of OpenAI. */
const refusalSchema = z.object({
  error: z.object({ message: z.string(), code: z.string().nullish() }),
});

/** Error codes that OpenAI returns only after it has recognised the key. */
const restrictions = new Set([
  "access_terminated",
  "account_deactivated",
  "billing_not_active",
  // The key belongs to a project in another region.
  "incorrect_hostname",
  "insufficient_permissions",
  "insufficient_quota",
  "ip_not_authorized",
  "missing_scope",
  "organization_deactivated",
]);

/** Error codes that OpenAI returns before it looks at the key. */
const unexamined = new Set(["unsupported_country_region_territory"]);

/** What the accounts service returns about the owner of an access token. */
const ownerSchema = z.object({ chatgpt_user_id: z.string() });

/** Asks the accounts service once, with an access token itself, whose token it is. Never throws. */
export async function verifyAccessToken(
  token: Credential,
  route: string,
  bounds: VerificationBounds,
  signal: AbortSignal,
): Promise<Life> {
  const answer = await askOpenAI(`${bounds.authUrl}/${route}`, token, { ...bounds, signal });
  if (answer.type === "failed") return { status: "unknown", reason: answer.reason };
  const { status, body } = answer;
  if (status === 200 && ownerSchema.safeParse(body).success) return live("OpenAI accepts it.");
  if (status === 401 && refusalSchema.safeParse(body).success) {
    return { status: "revoked", reason: "OpenAI does not accept it." };
  }
  return unclear(status);
}

/** What OpenAI's response shows about the key that the request was made with. */
export function judge(answer: OpenAIAnswer): Life {
  if (answer.type === "failed") return { status: "unknown", reason: answer.reason };
  const { status, body } = answer;
  if (status === 200 && listSchema.safeParse(body).success) return live("OpenAI accepts it.");
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success) {
    const { message, code } = refusal.data.error;
    if (status === 429) return live("OpenAI knows it and limits its use.");
    if (status === 401 && code === "invalid_api_key") {
      return { status: "revoked", reason: "OpenAI does not accept it." };
    }
    if ((status === 401 || status === 403) && namesRestriction(message, code ?? "")) {
      return live("OpenAI knows it and restricts it.");
    }
  }
  return unclear(status);
}

function unclear(status: number): Life {
  const what = status >= 300 && status < 400 ? `a redirect (${status}), which is not followed` : String(status);
  return {
    status: "unknown",
    reason: `OpenAI answered ${what}, which does not show whether the key is alive.`,
  };
}

function namesRestriction(message: string, code: string): boolean {
  if (code === "invalid_api_key" || unexamined.has(code)) return false;
  if (restrictions.has(code)) return true;
  // Error messages of every sort end with a link to `platform.openai.com/account/…`.
  const words = message.replaceAll(/https?:\/\/\S+/g, "");
  return /\b(?:organi[sz]ation|account|scopes?|permissions?)\b/i.test(words);
}

function live(reason: string): Life {
  return { status: "live", reason };
}
