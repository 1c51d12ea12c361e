/** A path as a diff writes it: as it is, or in quotes with C's escapes. Bytes that are no UTF-8 become U+FFFD. */
export declare function unquotePath(bytes: Uint8Array): string;
/**
 * The two paths of a `diff --git a/… b/…` line, without their prefixes; null when they cannot be told apart,
 * which happens only where other headers name them.
 */
export declare function headerPaths(bytes: Uint8Array): readonly [string, string] | null;
