/** Digits of a textual cpio header: 76 octal digits in the old format, 110 hexadecimal digits in the new ones. */
export declare function startsCpioHeader(bytes: Uint8Array): boolean;
/** The length of the first name in a binary cpio header, and the zero byte at its end. */
export declare function looksLikeBinaryCpio(bytes: Uint8Array): boolean;
/** A header of 30 to 2,600 bytes that contains its own length. */
export declare function looksLikeArj(bytes: Uint8Array): boolean;
/** A dictionary size that encoders use, and a size that is unknown or below 256 GB. */
export declare function looksLikeLzma(bytes: Uint8Array): boolean;
/** A valid header without a dictionary, followed by data that can be inflated. */
export declare function looksLikeZlib(bytes: Uint8Array): boolean;
/** Four partition table entries after a boot sector, at least one of them in use. */
export declare function hasPartitions(bytes: Uint8Array): boolean;
/** The packet with which an encrypted OpenPGP message begins: a session key for a public key, or for a passphrase. */
export declare function looksLikeOpenPgp(bytes: Uint8Array): boolean;
/** A confirmation: the file contains this text. */
export declare function contains(text: string, encoding: "latin1" | "utf16le"): (bytes: Uint8Array) => boolean;
