import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { tarEntries } from "./tar-entries.ts";

/** The files of a tar archive. */
export function* tarMembers(bytes: Uint8Array, allowance: Allowance): Generator<Member> {
  const entries = tarEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  for (let next = entries.next(); ; next = entries.next()) {
    if (next.done) {
      if (!next.value) yield { name: null, reason: "unreadable", detail: "The tar archive is damaged or cut off." };
      return;
    }
    if (!allowance.takeMember()) {
      yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
      return;
    }
    const { name, bytes: content } = next.value;
    if (content === null) continue;
    const limit = allowance.outputLimit(content.length);
    if (content.length > limit) yield overLimit(name, limit);
    else {
      allowance.spend(content.length);
      yield { name, bytes: content };
    }
  }
}
