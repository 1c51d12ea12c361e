import * as z from "zod";
import type { Credential } from "../../detect/credential.ts";
import type { KeyPermissions } from "../../report/key-details.ts";
import { judge } from "./direct.ts";
import { askOpenAI, type OpenAIAnswer } from "./request.ts";
import type { VerificationBounds } from "./settings.ts";

/** Lists that cost nothing to read, by what a key that may read them can reach. Routes are below the base URL. */
const lists = {
  models: "models",
  files: "files?limit=1",
  "fine-tunes": "fine_tuning/jobs?limit=1",
  batches: "batches?limit=1",
  "vector stores": "vector_stores?limit=1",
  "stored chats": "chat/completions?limit=1",
  containers: "containers?limit=1",
  evals: "evals?limit=1",
  videos: "videos?limit=1",
  billing: "organization/costs?limit=1&start_time=",
  "the organisation's projects": "organization/projects?limit=1",
} as const;

const anyList = z.object({ object: z.enum(["list", "page"]) });
const owner = z.object({ object: z.literal("user"), mfa_flag_enabled: z.boolean().nullish() });

/**
 * Finds out what a key may do, by requests with the key itself that only read and cost nothing. What OpenAI neither
 * answers nor refuses clearly is in no list. Never throws.
 */
export async function permissionsOf(
  key: Credential,
  bounds: VerificationBounds,
  signal: AbortSignal,
): Promise<KeyPermissions> {
  const ask = (route: string) => askOpenAI(`${bounds.baseUrl}/${route}`, key, { ...bounds, signal });
  const yesterday = String(Math.floor(Date.now() / 1000) - 86_400);
  const asked = Object.entries(lists).map(async ([name, route]) => {
    return { name, access: accessOf(await ask(route.endsWith("=") ? route + yesterday : route)) };
  });
  const [me, ...answers] = await Promise.all([ask("me"), ...asked]);
  const named = (access: "yes" | "no") => answers.filter((each) => each.access === access).map(({ name }) => name);
  return { may: named("yes"), mayNot: named("no"), mfa: mfaOf(me) };
}

function accessOf(answer: OpenAIAnswer): "yes" | "no" | "unclear" {
  if (answer.type === "failed") return "unclear";
  const { status, body } = answer;
  if (status === 200) return anyList.safeParse(body).success ? "yes" : "unclear";
  // A refusal that names a restriction shows that OpenAI knows the key.
  return (status === 401 || status === 403) && judge(answer).status === "live" ? "no" : "unclear";
}

function mfaOf(answer: OpenAIAnswer): boolean | null {
  if (answer.type === "failed" || answer.status !== 200) return null;
  return owner.safeParse(answer.body).data?.mfa_flag_enabled ?? null;
}
