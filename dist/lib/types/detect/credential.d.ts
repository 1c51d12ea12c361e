import type { KindId } from "./kind.js";
/**
 * One credential, held so that it does not print: template strings, `JSON.stringify`,
 * `console.log`, `util.inspect` and structured clones show the masked form or nothing.
 * Only {@link Credential.reveal} gives the raw value.
 */
export declare class Credential {
    #private;
    readonly kind: KindId;
    /** The prefix that identifies the kind, `…`, and the last four characters: `sk-proj-…wXyZ`. */
    readonly masked: string;
    /** First 32 hex digits of SHA-256 over `keyhawk:1:` and the credential. */
    readonly fingerprint: string;
    constructor(kind: KindId, raw: string, prefix: string);
    /**
     * The raw value. Call this only where the value itself is needed: the hook's body, a request to OpenAI, masking a
     * log.
     */
    reveal(): string;
    toString(): string;
    toJSON(): string;
}
/** The only form of a credential that is stored or compared: 32 hex digits, identical in every entry point. */
export declare function fingerprint(raw: string): string;
