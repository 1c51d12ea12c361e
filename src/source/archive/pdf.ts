import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { inflate } from "./inflate.ts";

/** Bytes before `stream` in which its dictionary is looked for. */
const dictionaryBytes = 1024;

/** The deflated streams of a PDF file, named `stream 1`, `stream 2` … in the order of the file. */
export function* pdfMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let number = 0;
  for (let at = buffer.indexOf("stream"); at !== -1; ) {
    const data = dataStart(buffer, at + "stream".length);
    const next = buffer.indexOf("endstream", at);
    if (data !== null && next !== -1) {
      number += 1;
      const name = `stream ${number}`;
      const dictionary = buffer.toString("latin1", Math.max(0, at - dictionaryBytes), at);
      const own = dictionary.slice(dictionary.lastIndexOf("obj") + 1);
      if (/\/Fl(?:ateDecode)?\b/.test(own)) {
        if (!allowance.takeMember()) {
          yield { name: null, reason: "archive-limit", detail: "It has more streams than are read." };
          return;
        }
        yield* inflated(name, buffer.subarray(data, next), allowance);
      }
    }
    at = next === -1 ? -1 : buffer.indexOf("stream", next + "endstream".length);
  }
}

function* inflated(name: string, data: Uint8Array, allowance: Allowance): Generator<Member> {
  const limit = allowance.outputLimit(data.length);
  const result = inflate("zlib", data, limit);
  allowance.spend(result.type === "bytes" ? result.bytes.length : result.type === "too-large" ? limit : 0);
  if (result.type === "bytes") yield { name, bytes: result.bytes };
  else if (result.type === "too-large") yield overLimit(name, limit);
  // Encrypted documents and other filters before this one look the same: not plain deflate.
  else
    yield { name, reason: "unsupported", detail: "The stream is encrypted, damaged or encoded in another way first." };
}

/** The keyword is followed by CRLF or LF; otherwise it is a word of some text. */
function dataStart(bytes: Uint8Array, after: number): number | null {
  if (bytes[after] === 0x0a) return after + 1;
  if (bytes[after] === 0x0d) return bytes[after + 1] === 0x0a ? after + 2 : after + 1;
  return null;
}
