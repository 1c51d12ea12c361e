/**
 * `webhook-id` of the request about one key: the same whenever it is sent, so that a receiver handles a repeated
 * request once. Follows from the owner, in lower case, and the key's fingerprint.
 */
export declare function webhookId(owner: string, fingerprint: string): string;
