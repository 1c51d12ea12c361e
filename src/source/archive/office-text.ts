/** Parts of office documents that hold text: of Word, PowerPoint, Excel and OpenDocument. */
const parts = /^(?:word|ppt|xl)\/.*\.xml$|(?:^|\/)(?:content|styles)\.xml$/;

/** What ends a paragraph, a line, a cell or a row. */
const breaks =
  /<\/(?:w:p|a:p|text:p|text:h|si|is|w:tc|table:table-cell)\s*>|<(?:w:br|w:tab|w:cr|a:br|text:line-break|text:tab)\b[^>]*>/g;
/** Text that readers do not see, such as the names of fields. */
const tags = /<[^>]*>/g;

/** The text of a part of an office document, without formatting; null for anything else. */
export function officeText(name: string, bytes: Uint8Array): Uint8Array | null {
  if (!parts.test(name)) return null;
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!xml.includes("<") || !xml.includes(">")) return null;
  return Buffer.from(xml.toString("latin1").replace(breaks, "\n").replace(tags, ""), "latin1");
}
