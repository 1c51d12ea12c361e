import type { IncomingMessage, ServerResponse } from "node:http";
/** A webhook whose signature is right. */
export interface Delivery {
    /** `X-GitHub-Delivery`. */
    readonly id: string;
    /** `X-GitHub-Event`: `push`, `pull_request`. */
    readonly name: string;
    readonly payload: object;
}
export interface ReceiverOptions {
    readonly path: string;
    readonly secret: string;
    readonly log: {
        warn(message: string): void;
        error(message: string): void;
    };
    /** Hands a webhook on; resolves when what it asks for is durable. */
    receive(delivery: Delivery): Promise<void>;
}
/**
 * Receives webhooks: 401 for a wrong signature, before anything of the body is looked at, 400 for what is no JSON
 * object, 413 for what is longer than GitHub sends, 202 when the work is durable. Probot's own receiver answers a wrong
 * signature with 400, reads bodies of any length, and answers after nine seconds whether the work is stored or not.
 * The handler resolves to false when the request is for another path.
 */
export declare function createReceiver(options: ReceiverOptions): (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
