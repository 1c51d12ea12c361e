/**
 * Parts of credentials whose letters are all escaped, although none need be: obfuscated programs are written so. In
 * hexadecimal digits of either case.
 */
export declare const escapedParts: readonly string[];
