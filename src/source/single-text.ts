import { address, type DocumentType } from "./document.ts";
import { patchItems } from "./patch/text.ts";
import type { SourceItem } from "./source.ts";
import { createWindowCutter } from "./windows.ts";

/**
 * One text that comes in pieces, such as standard input: whole up to `wholeBytes`, a longer one in windows. A text
 * without a name that is a git patch from its first byte to its last counts with what it adds to the files it changes.
 * @param name path under which findings are reported; null for none
 */
export async function* singleText(
  chunks: AsyncIterable<Uint8Array>,
  name: string | null,
  wholeBytes: number,
  type: DocumentType = "file",
): AsyncGenerator<SourceItem> {
  const where = address(type, { path: name });
  const cutter = createWindowCutter(where);
  let held: Uint8Array[] | null = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (held === null) {
      for (const document of cutter.push(chunk)) yield { type: "document", document };
      continue;
    }
    held.push(chunk);
    length += chunk.length;
    if (length <= wholeBytes) continue;
    for (const part of held) for (const document of cutter.push(part)) yield { type: "document", document };
    held = null;
  }
  if (held !== null) {
    const bytes = Buffer.concat(held);
    const patch = name === null && type === "file" ? patchItems(bytes, wholeBytes) : null;
    if (patch === null) yield { type: "document", document: { address: where, bytes, firstLine: 1, added: null } };
    else yield* patch;
    return;
  }
  for (const document of cutter.end()) yield { type: "document", document };
}
