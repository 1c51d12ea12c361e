import { createHash } from "node:crypto";
import { address, type Document } from "../../source/document.ts";
import { notScannedItem } from "../../source/not-scanned.ts";
import type { Origin } from "../../source/patch/documents.ts";
import type { SourceItem } from "../../source/source.ts";
import { type Body, requestBytes } from "../client/request-bytes.ts";
import { isAbsent, isUnserved, statusOf } from "../client/request-error.ts";
import { type ChangeReader, type EarlierFile, fileKey } from "./change-reader.ts";
import { unserved } from "./unserved.ts";

const raw = "application/vnd.github.raw+json";

/** A file at a commit that is read whole. */
export interface WholeFile {
  readonly path: string;
  readonly origin: Origin;
  /** Full blob id; null when only the path is known. */
  readonly blob: string | null;
  /** Earlier states; a finding that is in one of them is not part of this change. */
  readonly earlier: readonly EarlierFile[];
}

/**
 * Fetches a whole file and yields it as a document, or the reason why it could not be read. Throws transient errors.
 */
export async function* readWholeFile(reader: ChangeReader, file: WholeFile): AsyncGenerator<SourceItem> {
  const place = { path: file.path, commit: file.origin.commit };
  if (reader.filesLeft <= 0) {
    yield notScannedItem(
      "too-many-files",
      `More than ${reader.limits.files} files of the change had to be fetched one by one.`,
      place,
    );
    return;
  }
  reader.filesLeft -= 1;
  let body: Body;
  try {
    body =
      file.blob === null
        ? await fetchPath(reader, file.origin.commit ?? "", file.path)
        : await fetchBlob(reader, file.blob);
  } catch (error) {
    const item = unreadable(error, place);
    if (item === null) throw error;
    yield item;
    return;
  }
  if (body.type === "too-large") {
    yield notScannedItem("too-large", `The file is larger than ${reader.limits.fileBytes} bytes.`, place);
    return;
  }
  yield* wholeFileItems(reader, file, body.bytes);
}

/** The document of a file whose bytes are known. */
export function* wholeFileItems(
  reader: ChangeReader,
  file: Omit<WholeFile, "blob">,
  bytes: Uint8Array,
): Generator<SourceItem> {
  const { path, origin } = file;
  if (file.earlier.length > 0) reader.earlier.set(fileKey(origin.commit, path), file.earlier);
  const document: Document = { address: address("blob", { ...origin, path }), bytes, firstLine: 1, added: null };
  yield { type: "document", document };
}

/** The bytes of an earlier state of a file; null when it did not exist or cannot be read. Throws transient errors. */
export async function readEarlierFile(reader: ChangeReader, file: EarlierFile): Promise<Uint8Array | null> {
  try {
    const body =
      file.type === "blob" ? await fetchBlob(reader, file.id) : await fetchPath(reader, file.commit, file.path);
    return body.type === "bytes" ? body.bytes : null;
  } catch (error) {
    if (isAbsent(error) || isUnserved(error)) return null;
    throw error;
  }
}

function fetchBlob(reader: ChangeReader, id: string): Promise<Body> {
  const { owner, repo } = reader;
  const parameters = { owner, repo, file_sha: id };
  const verify = (bytes: Uint8Array) => blobId(bytes, id.length === 64 ? "sha256" : "sha1") === id;
  const options = { accept: raw, maximumBytes: reader.limits.fileBytes, verify };
  return requestBytes(reader.client, "GET /repos/{owner}/{repo}/git/blobs/{file_sha}", parameters, options);
}

/** Git's id of a blob: a truncated response, or a proxy's page, has a different one. */
function blobId(bytes: Uint8Array, algorithm: "sha1" | "sha256"): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function fetchPath(reader: ChangeReader, ref: string, path: string): Promise<Body> {
  const { owner, repo } = reader;
  const options = { accept: raw, maximumBytes: reader.limits.fileBytes };
  return requestBytes(reader.client, "GET /repos/{owner}/{repo}/contents/{path}", { owner, repo, path, ref }, options);
}

function unreadable(error: unknown, place: { path: string; commit: string | null }): SourceItem | null {
  if (statusOf(error) === 403 && error instanceof Error && /too[ _]large|larger than/i.test(error.message)) {
    return notScannedItem("too-large", "The file is larger than GitHub serves.", place);
  }
  if (isAbsent(error)) return notScannedItem("no-access", "GitHub does not show the file's content.", place);
  if (isUnserved(error)) return unserved(error, "the file, which it left out of the diff", place);
  return null;
}
