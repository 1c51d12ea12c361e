import type { Credential } from "../../detect/credential.js";
import { type OpenAIAnswer } from "./request.js";
import type { VerificationBounds } from "./settings.js";
import type { Verdict } from "./verdict.js";
/**
 * Asks OpenAI with the key itself, once, for something that costs nothing and changes nothing. Throws nothing.
 * @param route below the base URL, as the kind's `verification` names it
 */
export declare function verifyDirectly(key: Credential, route: string, bounds: VerificationBounds, signal: AbortSignal): Promise<Verdict>;
/** What OpenAI's answer says about the key it was asked with. */
export declare function judge(answer: OpenAIAnswer): Verdict;
