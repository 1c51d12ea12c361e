import { extract } from "tar-stream";
import { type Allowance, type Member, overLimit } from "./unpack-allowance.ts";

/** The files of a tar archive. */
export async function* tarMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  const reader = extract();
  // An error reaches the loop below; without a listener it would end the process as well.
  reader.on("error", () => {});
  reader.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  try {
    for await (const entry of reader) {
      const { name, size, type } = entry.header;
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
        return;
      }
      const limit = allowance.outputLimit(size);
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry as AsyncIterable<Uint8Array>) if (size <= limit) chunks.push(chunk);
      if (type !== "file" && type !== "contiguous-file") continue;
      if (size > limit) {
        yield overLimit(name, limit);
        continue;
      }
      allowance.spend(size);
      yield { name, bytes: chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks) };
    }
  } catch {
    yield { name: null, reason: "unreadable", detail: "The tar archive is damaged or cut off." };
  }
}
