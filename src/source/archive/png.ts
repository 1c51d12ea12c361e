import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { inflate } from "./inflate.ts";
import { textChunks } from "./png-chunks.ts";

/** Compressed texts and profiles of a PNG file, named after their chunks: `zTXt 1`, `iTXt 2` … */
export function* pngMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member> {
  let number = 0;
  for (const { type, data } of textChunks(bytes)) {
    number += 1;
    const start = compressedStart(type, data);
    if (start === null) continue;
    if (!allowance.takeMember()) {
      yield { name: null, reason: "archive-limit", detail: "It has more texts than are read." };
      return;
    }
    const name = `${type} ${number}`;
    const compressed = data.subarray(start);
    const limit = allowance.outputLimit(compressed.length);
    const text = inflate("zlib", compressed, limit);
    allowance.spend(text.type === "bytes" ? text.bytes.length : text.type === "too-large" ? limit : 0);
    if (text.type === "bytes") yield { name, bytes: text.bytes };
    else if (text.type === "too-large") yield overLimit(name, limit);
    else yield { name, reason: "unreadable", detail: "The compressed text is damaged." };
  }
}

/** Offset of a chunk's compressed data; null when it has none. */
function compressedStart(type: string, data: Uint8Array): number | null {
  const keyword = data.indexOf(0);
  if (keyword === -1) return null;
  // A byte for the method follows.
  if (type !== "iTXt") return keyword + 2;
  const isCompressed = data[keyword + 1] === 1;
  const language = data.indexOf(0, keyword + 3);
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
  return isCompressed && translated !== -1 ? translated + 1 : null;
}
