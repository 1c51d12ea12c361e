/** The part of a logger that Octokit and its plugins write to; they hand over fields and a text, or one of them. */
export interface FieldLog {
    debug(...parts: readonly unknown[]): unknown;
    info(...parts: readonly unknown[]): unknown;
    warn(...parts: readonly unknown[]): unknown;
    error(...parts: readonly unknown[]): unknown;
}
/**
 * A log in which every key is masked. Addresses of requests name branches, and at the level `debug` Probot writes the
 * body of each request, too.
 */
export declare function maskLog(log: FieldLog): FieldLog;
