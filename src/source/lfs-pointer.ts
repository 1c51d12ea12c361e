import type { Document } from "./document.ts";

const opening = Buffer.from("version https://git-lfs.github.com/spec/");
const largestPointer = 1024;

/** True for a file that only points to content stored by Git LFS. */
export function isLfsPointer({ address, bytes }: Pick<Document, "address" | "bytes">): boolean {
  return (address.type === "file" || address.type === "blob") && isLfsContent(bytes);
}

/** True for the text of a Git LFS pointer. */
export function isLfsContent(bytes: Uint8Array): boolean {
  if (bytes.length > largestPointer || bytes[0] !== opening[0]) return false;
  return opening.equals(bytes.subarray(0, opening.length));
}
