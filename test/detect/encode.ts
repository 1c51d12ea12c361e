import type { Encoding } from "../../src/detect/detection.ts";

/** Undone by nothing but the engine: each encoder writes latin-1 text the way real tools do. */
export type Encoder = (text: string, variant: number) => string;

const hexOf = (char: string, digits: number) => char.charCodeAt(0).toString(16).padStart(digits, "0");

/** Cuts a text into lines of `columns`. */
export function wrap(text: string, columns: number, separator: string): string {
  return text.match(new RegExp(String.raw`[\s\S]{1,${columns}}`, "g"))?.join(separator) ?? text;
}

function base64(text: string, alphabet: "base64" | "base64url", variant: number): string {
  const encoded = Buffer.from(text, "latin1").toString(alphabet);
  const bare = variant % 3 === 1 ? encoded.replaceAll("=", "") : encoded;
  const columns = [0, 64, 76, 60, 71][variant % 5] ?? 0;
  return columns === 0 ? bare : wrap(bare, columns, ["\n", "\r\n", "\n    "][variant % 3] ?? "\n");
}

function utf16(text: string, order: "le" | "be"): string {
  const buffer = Buffer.from(text, "utf16le");
  return (order === "le" ? buffer : buffer.swap16()).toString("latin1");
}

const joints = [
  '" +\n    "',
  '" + "',
  '"\n  "',
  "' .\n    '",
  '" ..\n "',
  '" & _\n        "',
  '",\n  "',
  "' \\\n  '",
  "\\\n",
  "\\\r\n",
  '" +\r\n\t\t\t"',
  "' // first part\n + '",
  '";\nkey += "',
  '").append("',
  '" ++ "',
  '" + // don\'t\n  "',
  '" + `\n  "',
  '" && "',
  '".to_owned() + "',
  "' ...\n  '",
  "'\n- '",
  "' + N'",
  '");\nsb.Append("',
  '"\nkey = key & "',
  '";key+="',
  '"\nK="${K}',
  '"\nos.environ["K"] += "',
  '"\nkey << "',
  '"}${"',
  "^\r\n",
];

/** At most eight pieces; the first is the longest, so that a short prefix stays whole, and no escape is cut. */
function split(text: string, variant: number): string {
  const pieces = 2 + (variant % 7);
  const first = Math.min(text.length, 20);
  const size = Math.max(9, Math.ceil((text.length - first) / (pieces - 1)));
  const joint = joints[variant % joints.length] ?? "";
  const units: string[] = text.slice(first).match(/\\[xu]\{?[0-9a-f]{1,4}\}?|&#\w+;|=\r?\n|=..|[\s\S]/g) ?? [];
  let out = text.slice(0, first).replace(/(?:\\(?:u(?:\{[^}]*|\w{0,3})|x\w?)?|&[^;]*|=[\dA-F]?|=\r)$/, (cut) => {
    units.unshift(cut);
    return "";
  });
  let length = 0;
  out += joint;
  for (const unit of units) {
    if (length >= size) {
      out += joint;
      length = 0;
    }
    out += unit;
    length += unit.length;
  }
  return out;
}

const letterForms: readonly ((hex: string, byte: number) => string)[] = [
  (hex) => `\\x${hex}`,
  (hex) => `\\x${hex.toUpperCase()}`,
  (hex) => `\\u00${hex}`,
  (hex) => `\\u00${hex.toUpperCase()}`,
  (hex) => `\\u{${hex}}`,
  (hex) => `\\U000000${hex}`,
  (_, byte) => `\\${byte.toString(8).padStart(3, "0")}`,
  (hex) => `=${hex.toUpperCase()}`,
  (hex) => `%${hex}`,
  (hex) => `%${hex.toUpperCase()}`,
  (hex) => `&#x${hex};`,
  (hex) => `&#x${hex.toUpperCase()};`,
  (_, byte) => `&#${byte};`,
];

/** Escapes every letter, as no program needs to and obfuscators do. */
export function escapeAll(text: string, variant: number): string {
  const form = letterForms[variant % letterForms.length];
  return [...Buffer.from(text, "latin1")].map((byte) => form?.(byte.toString(16).padStart(2, "0"), byte)).join("");
}

/** Encodings that any other may stand around or within. */
export type ChainedEncoding = Exclude<Encoding, "utf-32le" | "utf-32be" | "invisible">;

export const encoders: Readonly<Record<ChainedEncoding, Encoder>> = {
  base64: (text, variant) => base64(text, "base64", variant),
  base64url: (text, variant) => base64(text, "base64url", variant),
  "utf-16le": (text) => utf16(text, "le"),
  "utf-16be": (text) => utf16(text, "be"),
  percent: (text, variant) =>
    text.replace(variant % 2 === 0 ? /[^A-Za-z0-9_.~-]/g : /[^A-Za-z0-9]/g, (char) => {
      const hex = hexOf(char, 2);
      return `%${variant % 3 === 0 ? hex : hex.toUpperCase()}`;
    }),
  escape: (text, variant) =>
    text.replace(/[^A-Za-z0-9 ]/g, (char) => {
      return [`\\u${hexOf(char, 4)}`, `\\x${hexOf(char, 2)}`, `\\u{${hexOf(char, 1)}}`][variant % 3] ?? char;
    }),
  "html-entity": (text, variant) =>
    text.replace(/[^A-Za-z0-9 ]/g, (char) =>
      variant % 2 === 0 ? `&#${char.charCodeAt(0)};` : `&#x${hexOf(char, 2)};`,
    ),
  "quoted-printable": (text, variant) =>
    text
      .replace(/[^\x20-\x3c\x3e-\x7e]/g, (char) => `=${hexOf(char, 2).toUpperCase()}`)
      .match(variant % 2 === 0 ? /(?:=..|.){1,73}/g : /(?:=..|.){1,58}/g)
      ?.join(variant % 3 === 0 ? "=\n" : "=\r\n") ?? text,
  hex: (text, variant) => {
    const hex = Buffer.from(text, "latin1").toString("hex");
    return variant % 2 === 0 ? hex : hex.toUpperCase();
  },
  concatenation: split,
};
