import type { HookAnswer, HookRequest } from "./request.js";
import type { HookSettings } from "./settings.js";
/** What came of one request. `failed` may be tried again; its reason holds nothing of the request. */
export type HookResult = {
    readonly type: "answered";
    readonly answer: HookAnswer;
} | {
    readonly type: "failed";
    readonly reason: string;
};
/**
 * Sends one key to the revocation hook: `POST` of JSON, signed as Standard Webhooks, no redirects.
 * The same key under the same owner always has the same `webhook-id`. Throws nothing.
 */
export declare function callHook(settings: HookSettings, request: HookRequest, options?: {
    readonly signal?: AbortSignal;
}): Promise<HookResult>;
