/*
 * Base64 of archives and compressed files, as text carries them: Helm's releases and other Kubernetes Secrets, cloud-init's
 * user data, data URLs, attachments of mails. What is in them is not found by its own anchors, but they begin alike.
 */

/** What the files begin with: gzip, zip, xz, bzip2, zstd, 7z, RAR, PDF. */
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

/** The characters of base64 that these alone decide. */
const encodedBeginnings = beginnings.map((beginning) => {
  const characters = Math.floor((beginning.length * 8) / 6);
  return Buffer.from(`${beginning}\0\0`, "latin1").toString("base64").slice(0, characters);
});

/** The same for zlib, whose two bytes leave two bits of the third character open. */
const encodedZlib = [0x01, 0x5e, 0x9c, 0xda].flatMap((flags) =>
  [0x00, 0x40, 0x80, 0xc0].map((next) => Buffer.of(0x78, flags, next).toString("base64").slice(0, 3)),
);

/** What stands before text in base64. Three characters alone would be anywhere. */
const openings = [..."\"'` \n:=,>.("];

/** A text that stands where base64 of a container does. */
export interface PackedText {
  readonly text: string;
  /** Characters of it before the base64. */
  readonly lead: number;
  /** Number (modulo 4) of the first character of base64 within its group of four. */
  readonly phase: number;
}

/** @param inBase64 how a text reads in base64 at each alignment */
export function packedTexts(
  inBase64: (text: string) => readonly { readonly text: string; readonly phase: number }[],
): PackedText[] {
  const once = [
    ...encodedBeginnings.map((text) => ({ text, lead: 0, phase: 0 })),
    ...encodedZlib.flatMap((text) => openings.map((opening) => ({ text: opening + text, lead: 1, phase: 0 }))),
  ];
  // Whoever encodes twice encodes nothing else with it: zlib needs no other alignments.
  const twice = [
    ...encodedBeginnings.flatMap((text) => inBase64(text).map((known) => ({ ...known, lead: 0 }))),
    ...encodedZlib.map((text) => ({ text: Buffer.from(text).toString("base64"), lead: 0, phase: 0 })),
  ];
  return [...once, ...twice];
}
