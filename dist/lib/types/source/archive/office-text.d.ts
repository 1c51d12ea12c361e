/** The text of a part of an office document, without formatting; null for anything else. */
export declare function officeText(name: string, bytes: Uint8Array): Uint8Array | null;
