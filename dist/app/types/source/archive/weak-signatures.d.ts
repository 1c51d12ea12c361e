/** Digits of a cpio header in text: 76 octal ones in the old form, 110 hexadecimal ones in the new ones. */
export declare function startsCpioHeader(bytes: Uint8Array): boolean;
/** The length of the first name in a binary cpio header, and the zero byte at its end. */
export declare function looksLikeBinaryCpio(bytes: Uint8Array): boolean;
/** A header of at least 30 and at most 2,600 bytes, and in it its own length. */
export declare function looksLikeArj(bytes: Uint8Array): boolean;
/** A dictionary size as encoders choose it, and a size that is unknown or below 256 GB. */
export declare function looksLikeLzma(bytes: Uint8Array): boolean;
/** A valid header that asks for no dictionary, and data behind it that can be inflated. */
export declare function looksLikeZlib(bytes: Uint8Array): boolean;
/** Four entries of a partition table behind a boot sector, at least one of them in use. */
export declare function hasPartitions(bytes: Uint8Array): boolean;
