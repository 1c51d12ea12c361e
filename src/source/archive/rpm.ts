/** The lead of an RPM package, before its two headers. */
const leadBytes = 96;
const introductionBytes = 16;

/** Offset of an RPM package's compressed files, after its headers; null for anything else. */
export function rpmPayload(bytes: Uint8Array): number | null {
  if (bytes[0] !== 0xed || bytes[1] !== 0xab || bytes[2] !== 0xee || bytes[3] !== 0xdb) return null;
  const signatureEnd = headerEnd(bytes, leadBytes);
  // The first header is padded to a multiple of eight bytes.
  const end = signatureEnd === null ? null : headerEnd(bytes, Math.ceil(signatureEnd / 8) * 8);
  return end ?? bytes.length;
}

function headerEnd(bytes: Uint8Array, at: number): number | null {
  if (at + introductionBytes > bytes.length || bytes[at] !== 0x8e || bytes[at + 1] !== 0xad) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return at + introductionBytes + 16 * view.getUint32(at + 8) + view.getUint32(at + 12);
}
