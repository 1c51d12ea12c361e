/**
 * True when a gitignore pattern (without a leading `!`) matches the path or one of its folders.
 * Paths are compared by code unit, upper and lower case apart, in time linear in pattern times path:
 * a configuration cannot make it slow.
 */
export declare function matchesPath(pattern: string, path: string): boolean;
