import type { KindId } from "./kind.ts";

/**
 * One credential, held so that it does not print: template strings, `JSON.stringify`,
 * `console.log`, `util.inspect` and structured clones show the masked form or nothing.
 * Only {@link Credential.reveal} gives the raw value.
 */
export class Credential {
  readonly kind: KindId;
  /** The prefix that identifies the kind, `…`, and the last four characters: `sk-proj-…wXyZ`. */
  readonly masked: string;
  /** First 32 hex digits of SHA-256 over `keyhawk:1:` and the credential. */
  readonly fingerprint: string;
  readonly #raw: string;

  constructor(kind: KindId, raw: string, prefix: string) {
    this.kind = kind;
    this.#raw = raw;
    this.masked = `${prefix}…${raw.slice(-4)}`;
    this.fingerprint = fingerprint(raw);
  }

  /**
   * The raw value. Call this only where the value itself is needed: the hook's body, a request to OpenAI, masking a
   * log.
   */
  reveal(): string {
    return this.#raw;
  }

  toString(): string {
    return this.masked;
  }

  toJSON(): string {
    return this.masked;
  }

  /** Called by `util.inspect`. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `Credential(${this.masked})`;
  }
}

/** The only form of a credential that is stored or compared: 32 hex digits, identical in every entry point. */
export function fingerprint(raw: string): string {
  // Loading it takes 3 ms per thread, and most threads of a scan find nothing.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(`keyhawk:1:${raw}`).digest("hex").slice(0, 32);
}
