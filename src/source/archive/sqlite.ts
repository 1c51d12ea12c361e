import type { Allowance, Member } from "./allowance.ts";
import { type Payload, pagesOf, payloadsOf, type SqliteFile } from "./sqlite-pages.ts";

/**
 * The rows of a SQLite database that continue on other pages, each put together, since a credential may begin on one
 * page and end on another. Rows within one page are read with the file's own bytes.
 */
export function* sqliteMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member> {
  const file = pagesOf(bytes);
  if (file === null) return;
  const seen = new Set<number>();
  let isDamaged = file.isCut;
  for (let page = 1; page <= file.pages; page++) {
    for (const payload of payloadsOf(file, page)) {
      if (payload.next === 0) continue;
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more rows that span pages than are read." };
        return;
      }
      const content = wholeOf(file, payload, seen);
      isDamaged ||= content.length < payload.length;
      allowance.spend(content.length);
      yield { name: payload.name, bytes: content };
    }
  }
  if (isDamaged) yield { name: null, reason: "unreadable", detail: "The database lacks some of its pages." };
}

/** A row with its overflow pages, of which each belongs to one row. What a damaged file lacks is left out. */
function wholeOf(file: SqliteFile, { start, local, length, next }: Payload, seen: Set<number>): Uint8Array {
  const parts = [file.bytes.subarray(start, start + local)];
  let left = length - local;
  for (let page = next; left > 0 && page > 0 && page <= file.pages && !seen.has(page); ) {
    seen.add(page);
    const at = (page - 1) * file.pageBytes;
    const part = file.bytes.subarray(at + 4, at + Math.min(file.usableBytes, 4 + left));
    parts.push(part);
    left -= part.length;
    page = file.view.getUint32(at);
  }
  return Buffer.concat(parts);
}
