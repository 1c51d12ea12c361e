/** Where the compressed files of an RPM package begin, behind its headers; null for anything else. */
export declare function rpmPayload(bytes: Uint8Array): number | null;
