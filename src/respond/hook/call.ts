import { Webhook } from "standardwebhooks";
import * as z from "zod";
import { maskKeys } from "../../detect/mask-keys.ts";
import { maskParts } from "../../detect/mask-parts.ts";
import { readBoundedText } from "../bounded-text.ts";
import { connectionCode } from "../connection-error.ts";
import { innerAddress } from "./address.ts";
import type { Recipient } from "./recipient.ts";
import type { HookAnswer, HookRequest, HookSummary } from "./request.ts";
import type { HookSettings } from "./settings.ts";
import { shaped } from "./shape.ts";
import { summaryId, webhookId } from "./webhook-id.ts";

/** The result of one request. `failed` may be retried; its reason quotes nothing of the request. */
export type HookResult =
  | { readonly type: "answered"; readonly answer: HookAnswer }
  | { readonly type: "failed"; readonly reason: string };

const answerSchema = z.object({
  result: z.enum(["revoked", "already-revoked", "not-ours", "manual"]),
  message: z.string().nullish(),
});

const longestAnswer = 64 * 1024;
const longestMessage = 500;

/** A receiver that accepts the request without a statement has not confirmed that the key is dead. */
const silent: HookAnswer = {
  result: "manual",
  message: "The revocation hook took the key and did not say what it did with it.",
};

export interface CallOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal;
}

/**
 * Sends one key to the revocation hook: a `POST` of JSON, encrypted if the operator has the receiver's key, and signed according to Standard Webhooks, without following
 * redirects. The same key under the same owner always has the same `webhook-id`. Never throws.
 */
export async function callHook(
  settings: HookSettings,
  request: HookRequest,
  options: CallOptions = {},
): Promise<HookResult> {
  const id = webhookId(request.data.owner, request.data.fingerprint);
  const result = await send(settings, id, shaped(request, settings.shape), options);
  return result.type === "failed" ? result : { ...result, answer: withoutKey(result.answer, request) };
}

/**
 * Sends the summary of a change's keys that the hook is not called about; its answer is ignored. Receivers of GitHub's
 * partner programme know no summaries and get none. Never throws.
 */
export async function callHookWithSummary(
  settings: HookSettings,
  summary: HookSummary,
  options: CallOptions = {},
): Promise<HookResult> {
  if (settings.shape === "github-partner") return { type: "answered", answer: silent };
  return send(settings, summaryId(summary.data), summary, options);
}

async function send(settings: HookSettings, id: string, content: object, options: CallOptions): Promise<HookResult> {
  const inner = settings.innerAddresses === "allowed" ? null : await innerAddress(settings.url);
  if (inner !== null) {
    const reason = `Its address ${inner} is in a private or link-local network: set KEYHAWK_HOOK_ALLOW_PRIVATE=true to allow that.`;
    return { type: "failed", reason };
  }
  const sentAt = new Date();
  const body = await bodyOf(content, settings.recipient);
  const signature = new Webhook(settings.secret).sign(id, sentAt, body);
  const timeout = AbortSignal.timeout(settings.timeout);
  try {
    const response = await settings.network.fetch(settings.url, {
      method: "POST",
      headers: {
        "content-type": settings.recipient === null ? "application/json" : "application/jose+json",
        "user-agent": "keyhawk",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
        "webhook-signature": signature,
      },
      body,
      // A redirect would send the key to a server that the operator did not name.
      redirect: "manual",
      signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { type: "failed", reason: refusal(response.status) };
    }
    return { type: "answered", answer: parseAnswer(await readBoundedText(response, longestAnswer)) };
  } catch (error) {
    return { type: "failed", reason: timeout.aborted ? timeoutReason(settings.timeout) : failureReason(error) };
  }
}

async function bodyOf(content: object, recipient: Recipient | null): Promise<string> {
  const body = JSON.stringify(content);
  if (recipient === null) return body;
  // Loaded on demand: few receivers have a key.
  const { encryptBody } = await import("./encrypt.ts");
  return encryptBody(body, recipient);
}

function refusal(status: number): string {
  if (status >= 300 && status < 400) return `It answered with a redirect (${status}), which is not followed.`;
  return `It answered ${status}.`;
}

function timeoutReason(milliseconds: number): string {
  return `It did not answer within ${milliseconds / 1000} seconds.`;
}

function failureReason(error: unknown): string {
  return `It could not be reached${connectionCode(error)}.`;
}

function parseAnswer(text: string): HookAnswer {
  try {
    const { result, message } = answerSchema.parse(JSON.parse(text));
    return { result, message: message ? message.toWellFormed() : null };
  } catch {
    return silent;
  }
}

/** The hook's message is shown to everyone who can read the pull request: it must not repeat the key. */
function withoutKey(answer: HookAnswer, { data }: HookRequest): HookAnswer {
  if (answer.message === null) return answer;
  const { credential, masked } = data;
  const whole = maskKeys(answer.message.replaceAll(credential, masked));
  const message = whole
    .split(masked)
    .map((part) => maskParts(part, credential))
    .join(masked);
  // Truncated only after masking, so that no part of a key is left at the end.
  return { ...answer, message: message.slice(0, longestMessage) };
}
