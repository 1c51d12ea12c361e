import { closeSync, openSync, readSync } from "node:fs";
import { Failure } from "../../failure.ts";
import { containerFormat } from "../archive/container.ts";
import { type BundleHeader, parseBundleHeader } from "./bundle-header.ts";

/** Longest header of a bundle: some hundred thousand refs. */
const headerBytes = 64 * 1024 * 1024;

/** The header of a bundle; that of a pack says nothing. */
export type StoredHeader = BundleHeader & { readonly type: "bundle" | "pack" };

/** Reads the header of a bundle or a pack. Throws a `Failure` when the file is neither, or ends within it. */
export function readStoredHeader(file: string): StoredHeader {
  const descriptor = openSync(file, "r");
  try {
    const size = 64 * 1024;
    for (let length = size; ; length *= 4) {
      const buffer = Buffer.alloc(Math.min(length, headerBytes));
      const bytes = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
      const format = containerFormat(bytes);
      if (format?.name === "git pack") return { ...plain, type: "pack" };
      if (format?.name !== "git bundle") break;
      const header = parseBundleHeader(bytes);
      if (header !== null) return { ...header, type: "bundle" };
      if (bytes.length < buffer.length || length > headerBytes) {
        throw new Failure("incomplete", `${file} is a git bundle that ends within its header: get a whole copy of it.`);
      }
    }
  } finally {
    closeSync(descriptor);
  }
  throw new Failure(
    "usage",
    `${file} holds no history: name a checkout, a bare repository, a git bundle or a pack, or scan the file without --history.`,
  );
}

const plain: BundleHeader = { length: 0, objectFormat: "sha1", isFiltered: false, prerequisites: [], refs: [] };
