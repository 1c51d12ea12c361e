import type { Credential } from "../../detect/credential.js";
/** What came of one request to OpenAI. Neither holds anything of the request. */
export type OpenAIAnswer = {
    readonly type: "answered";
    readonly status: number;
    /** The JSON of the answer; undefined when it is none. */
    readonly body: unknown;
    /** Milliseconds after which the server wants to be asked again; null when it does not say. */
    readonly retryAfter: number | null;
}
/** @property reason a sentence for people */
 | {
    readonly type: "failed";
    readonly reason: string;
};
/**
 * `GET` of OpenAI's API with a key as bearer. The key goes into the header only, and no redirect is followed, so that
 * it reaches nobody but the server that the operator named. Throws nothing.
 * @param url whole address, without anything secret
 * @param timeout in milliseconds, for the whole answer
 */
export declare function askOpenAI(url: string, key: Credential, options: {
    readonly timeout: number;
    readonly signal: AbortSignal;
}): Promise<OpenAIAnswer>;
