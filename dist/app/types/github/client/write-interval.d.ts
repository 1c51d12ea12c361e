/** The operator's setting, for the App and the step. */
export declare const writeIntervalName = "KEYHAWK_WRITE_INTERVAL";
/**
 * Milliseconds between two writes to GitHub; null keeps the throttling plugin's own second. Throws a `Failure` when the
 * text is no such number.
 */
export declare function parseWriteInterval(text: string | undefined): number | null;
/**
 * The throttling plugin's limiters for writes, and for those that notify people, which it spaces three times as far.
 * All clients of a process share them, so make them once. Empty for null: the plugin makes its own.
 */
export declare function writeLimiters(interval: number | null): {
    write?: never;
    notifications?: never;
} | {
    write: any;
    notifications: any;
};
