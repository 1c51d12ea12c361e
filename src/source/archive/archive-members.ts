import type { NotScannedReason } from "../coverage.ts";
import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type OpenArchive, openArchive } from "./libarchive.ts";

/**
 * The files of an archive that libarchive reads: 7z, RAR, CAB, ar, cpio, ISO 9660 and others.
 * @param parts its bytes, in consecutive parts
 */
export async function* archiveMembers(
  parts: readonly Uint8Array[],
  format: string,
  allowance: Allowance,
): AsyncGenerator<Member> {
  try {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const opened = await openArchive(parts);
    if (opened.archive === null) yield problem(null, format, opened.message);
    else yield* membersOf(opened.archive, length, format, allowance);
  } catch {
    // A damaged archive can crash the library's module.
    yield problem(null, format, "");
  }
}

function* membersOf(
  archive: OpenArchive,
  archiveBytes: number,
  format: string,
  allowance: Allowance,
): Generator<Member> {
  for (let number = 1; ; number++) {
    const member = archive.next();
    if (member === null) break;
    const name = member.name ?? `member ${number}`;
    if (!allowance.takeMember()) {
      yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
      return;
    }
    if (member.isEncrypted) {
      yield problem(name, format, "encrypted");
      continue;
    }
    const limit = allowance.outputLimit(archiveBytes);
    const { bytes, state, message } = archive.read(limit);
    allowance.spend(bytes.length);
    if (state === "more") {
      yield overLimit(name, limit);
      if (drop(archive, allowance)) continue;
      yield { name: null, reason: "archive-limit", detail: "What follows this member in the archive was not read." };
      return;
    }
    if (state === "whole" || bytes.length > 0) yield { name, bytes };
    if (state === "failed") yield problem(name, format, message);
  }
  const message = archive.message();
  // libarchive reports no error for a truncated 7z file.
  if (message !== "" || archive.isEmpty()) yield problem(null, format, message);
}

/**
 * Reads the rest of a member, since later members may be compressed together with it. False when that cost too much.
 */
function drop(archive: OpenArchive, allowance: Allowance): boolean {
  for (let limit = allowance.outputLimit(0); limit > 0; limit = allowance.outputLimit(0)) {
    const { bytes, state } = archive.read(limit);
    allowance.spend(bytes.length);
    if (state !== "more") return true;
  }
  return false;
}

const reasons: readonly (readonly [message: RegExp, reason: NotScannedReason, detail: string])[] = [
  [/encrypt|pass(?:word|phrase)/i, "encrypted", "It is protected by a password."],
  [/unsupported|not supported|can't initialize|volume/i, "unsupported", "cannot be opened."],
];

/** libarchive's error, without quoting anything from the archive. */
function problem(name: string | null, format: string, message: string): Member {
  // Of data that `compress` wrote, only archives are opened; anything else unrecognised is not an archive.
  if (format === "compress" && /unrecognized/i.test(message)) return problem(name, format, "unsupported");
  const [, reason, detail] = reasons.find(([pattern]) => pattern.test(message)) ?? [];
  if (reason === undefined || detail === undefined) {
    return { name, reason: "unreadable", detail: `The ${format} data is damaged or cut off.` };
  }
  return { name, reason, detail: reason === "encrypted" ? detail : `This kind of ${format} data ${detail}` };
}
