/** Where the revocation hook is, and the secret that signs what is sent to it. */
export interface HookSettings {
    readonly url: URL;
    /** `whsec_` and base64. */
    readonly secret: string;
    /** Milliseconds until an unanswered request counts as failed. */
    readonly timeout: number;
}
/**
 * Checks the hook's URL and secret, as the operator wrote them. Null when neither is set.
 * Throws a `Failure`: a key must not travel in the clear, nor unsigned.
 */
export declare function parseHookSettings(url: string, secret: string): HookSettings | null;
/** True for a secret of Standard Webhooks: `whsec_`, and at least 24 bytes in base64. */
export declare function isHookSecret(secret: string): boolean;
