/** Offset of an RPM package's compressed files, after its headers; null for anything else. */
export declare function rpmPayload(bytes: Uint8Array): number | null;
