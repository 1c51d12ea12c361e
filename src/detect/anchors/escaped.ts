/** How a text encoding writes a byte: `hex` is its two hexadecimal digits. */
type Form = (hex: string, byte: number) => string;

const watermarkEnd = "bkFJ";
const azureMiddle = "QJ99";

/** With the parts that each makes long and rare enough to search for; other parts would need more triggers. */
const forms: readonly (readonly [form: Form, parts: readonly string[]])[] = [
  [(hex) => `\\x${hex}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `\\u00${hex}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `\\u{${hex}}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `\\U000000${hex}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(_, byte) => `\\${byte.toString(8).padStart(3, "0")}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `=${hex}`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `&#x00${hex};`, [watermarkEnd, azureMiddle, "sess-", "ek_"]],
  [(hex) => `&#x${hex};`, [watermarkEnd, azureMiddle, "ek_"]],
  [(_, byte) => `&#${byte};`, [watermarkEnd, "sess-", "ek_"]],
  [(hex) => `%${hex}`, [watermarkEnd, azureMiddle, "sess-"]],
];

/**
 * Parts of credentials whose letters are all escaped although none needs to be, as in obfuscated programs. Hexadecimal
 * digits may have either case.
 */
export const escapedParts: readonly string[] = forms.flatMap(([form, parts]) =>
  parts.flatMap((part) =>
    ["toLowerCase" as const, "toUpperCase" as const].map((inCase) =>
      [...Buffer.from(part)].map((byte) => form(byte.toString(16)[inCase](), byte)).join(""),
    ),
  ),
);
