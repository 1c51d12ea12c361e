/** The text of a part of an office document, without what its words are formatted with; null for anything else. */
export declare function officeText(name: string, bytes: Uint8Array): Uint8Array | null;
