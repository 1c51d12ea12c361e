/**
 * Parts of credentials whose letters are all escaped although none needs to be, as in obfuscated programs. Hexadecimal
 * digits may have either case.
 */
export declare const escapedParts: readonly string[];
