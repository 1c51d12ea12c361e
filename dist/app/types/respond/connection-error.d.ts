/** ` (ECONNREFUSED)` and the like: what is safe to say of a connection that failed, or nothing. */
export declare function connectionCode(error: unknown): string;
