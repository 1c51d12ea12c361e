import { fromBufferPromise, getFileNameLowLevel } from "yauzl";
import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { inflate } from "./inflate.ts";
import { zipStart } from "./zip-end.ts";

/** The `P` of `PK`. */
const firstByte = 0x50;
const stored = 0;
const deflated = 8;

/** The members of a zip file, and of everything that is one: jar, whl, xlsx, docx, nupkg. */
export async function* zipMembers(document: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  // One that begins with a member is no program: where its offsets do not fit, it is damaged, or two in one.
  const bytes = document[0] === firstByte ? document : document.subarray(zipStart(document) ?? 0);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    // Names are decoded below: the library refuses whole archives for a name that would only matter when written to disk.
    const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false });
    for await (const entry of zip.eachEntry()) {
      const { compressedSize, uncompressedSize, compressionMethod } = entry;
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more members than are read." };
        return;
      }
      if (name.endsWith("/") && compressedSize === 0) continue;
      if (entry.isEncrypted()) {
        yield { name, reason: "encrypted", detail: "The member is protected by a password." };
        continue;
      }
      if (compressionMethod !== stored && compressionMethod !== deflated) {
        yield { name, reason: "unsupported", detail: `Compression method ${compressionMethod} cannot be read.` };
        continue;
      }
      const limit = allowance.outputLimit(compressedSize);
      if (uncompressedSize > limit || (compressionMethod === stored && compressedSize > limit)) {
        yield overLimit(name, limit);
        continue;
      }
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const data = bytes.subarray(fileDataStart, fileDataStart + compressedSize);
      if (data.length < compressedSize) {
        yield { name, reason: "unreadable", detail: "The archive ends inside this member." };
      } else if (compressionMethod === stored) {
        allowance.spend(data.length);
        yield { name, bytes: data };
      } else {
        const inflated = inflate("raw", data, limit);
        allowance.spend(inflated.type === "bytes" ? inflated.bytes.length : inflated.type === "too-large" ? limit : 0);
        if (inflated.type === "bytes") yield { name, bytes: inflated.bytes };
        else if (inflated.type === "too-large") yield overLimit(name, limit);
        else yield { name, reason: "unreadable", detail: "The member's compressed data is damaged." };
      }
    }
  } catch {
    yield { name: null, reason: "unreadable", detail: "The zip archive is damaged." };
  }
}
