/** A failure that the next matching requests get instead of their answer. */
export interface FaultOptions {
  readonly method?: string;
  /** Matched with the path below the API's root. */
  readonly path: RegExp;
  /** Number of requests, 1 when left out. */
  readonly times?: number;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delayMs?: number;
  /** Cuts the connection without an answer. */
  readonly hangUp?: boolean;
}

export interface Fault extends FaultOptions {
  left: number;
}
