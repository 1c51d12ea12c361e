/*
 * Base64 of archives and compressed files, as text carries them: Helm's releases and other Kubernetes Secrets, cloud-init's
 * user data, data URLs, attachments of mails. What is in them is not found by its own anchors, but they begin alike.
 */

/** Signatures of gzip, zip, xz, bzip2, zstd, 7z, RAR and PDF. */
const beginnings = [
  "\x1f\x8b\x08",
  "PK\x03\x04",
  "\xfd7zXZ\0",
  ...["1", "4", "8"].map((level) => `BZh${level}`),
  "\x28\xb5\x2f\xfd",
  "7z\xbc\xaf\x27\x1c",
  "Rar!\x1a\x07",
  "%PDF-",
];

/** The base64 characters that these bytes alone determine. */
const encodedBeginnings = beginnings.map((beginning) => {
  const characters = Math.floor((beginning.length * 8) / 6);
  return Buffer.from(`${beginning}\0\0`, "latin1").toString("base64").slice(0, characters);
});

/** The same for zlib, whose two bytes leave two bits of the third character undetermined. */
const encodedZlib = [0x01, 0x5e, 0x9c, 0xda].flatMap((flags) =>
  [0x00, 0x40, 0x80, 0xc0].map((next) => Buffer.of(0x78, flags, next).toString("base64").slice(0, 3)),
);

/** What precedes base64 in text. Three characters alone would occur everywhere. */
const openings = [..."\"'` \n:=,>.("];

/** Text that occurs wherever base64 of a container does. */
export interface PackedText {
  readonly text: string;
  /** Its characters before the base64. */
  readonly lead: number;
  /** Number (modulo 4) of the first character of base64 within its group of four. */
  readonly phase: number;
}

/** @param inBase64 returns the base64 of a text at each alignment */
export function packedTexts(
  inBase64: (text: string) => readonly { readonly text: string; readonly phase: number }[],
): PackedText[] {
  const once = [
    ...encodedBeginnings.map((text) => ({ text, lead: 0, phase: 0 })),
    ...encodedZlib.flatMap((text) => openings.map((opening) => ({ text: opening + text, lead: 1, phase: 0 }))),
  ];
  // Base64 that is encoded twice starts at its beginning: zlib needs no other alignments.
  const twice = [
    ...encodedBeginnings.flatMap((text) => inBase64(text).map((known) => ({ ...known, lead: 0 }))),
    ...encodedZlib.map((text) => ({ text: Buffer.from(text).toString("base64"), lead: 0, phase: 0 })),
  ];
  return [...once, ...twice];
}
