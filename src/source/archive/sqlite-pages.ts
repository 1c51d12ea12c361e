/** The pages of a SQLite database, as its file format describes them (sqlite.org/fileformat2.html). */
export interface SqliteFile {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly pageBytes: number;
  /** Bytes of a page without those reserved for extensions. */
  readonly usableBytes: number;
  /** Number of whole pages. */
  readonly pages: number;
  /** True when the header states more. */
  readonly isCut: boolean;
}

/** The content of a row or of an index's entry. */
export interface Payload {
  /** Where it is in the tree: `page 5, row 17`. */
  readonly name: string;
  /** Offset and length of its part on the page itself. */
  readonly start: number;
  readonly local: number;
  /** Length of the whole. */
  readonly length: number;
  /** Number of the page on which it continues; 0 for none. */
  readonly next: number;
}

const headerBytes = 100;

/** The pages of a database; null when its header is not one of SQLite's. */
export function pagesOf(bytes: Uint8Array): SqliteFile | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < headerBytes) return null;
  const stated = view.getUint16(16);
  const pageBytes = stated === 1 ? 65_536 : stated;
  if (pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0) return null;
  const pages = Math.floor(bytes.length / pageBytes);
  // Old versions of SQLite leave the stated size behind, and with it the number of the change that stated it.
  const isCut = view.getUint32(24) === view.getUint32(92) && view.getUint32(28) > pages;
  return { bytes, view, pageBytes, usableBytes: pageBytes - view.getUint8(20), pages, isCut };
}

/** Kinds of pages with content, by their first byte. */
const leafTable = 0x0d;
const leafIndex = 0x0a;
const innerIndex = 0x02;

/** The rows or entries on a page; none for a page of another kind, such as one on which a row continues. */
export function* payloadsOf(file: SqliteFile, page: number): Generator<Payload> {
  const { view, pageBytes, usableBytes } = file;
  const from = (page - 1) * pageBytes;
  const head = page === 1 ? from + headerBytes : from;
  const kind = view.getUint8(head);
  if (kind !== leafTable && kind !== leafIndex && kind !== innerIndex) return;
  const cells = view.getUint16(head + 3);
  const pointers = head + (kind === innerIndex ? 12 : 8);
  const end = from + usableBytes;
  for (let cell = 0; cell < cells && pointers + 2 * cell + 2 <= end; cell++) {
    const at = from + view.getUint16(pointers + 2 * cell) + (kind === innerIndex ? 4 : 0);
    const length = varint(view, at, end);
    const row = length === null || kind !== leafTable ? null : varint(view, length.end, end);
    const start = (kind === leafTable ? row : length)?.end;
    if (length === null || start === undefined) continue;
    const local = localBytes(length.value, usableBytes, kind === leafTable);
    if (start + local > end) continue;
    const next = local < length.value && start + local + 4 <= end ? view.getUint32(start + local) : 0;
    const place = row === null ? `entry ${cell + 1}` : `row ${row.value}`;
    yield { name: `page ${page}, ${place}`, start, local, length: length.value, next };
  }
}

/** Bytes of a payload that are on its own page. */
function localBytes(length: number, usable: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const rest = least + ((length - least) % (usable - 4));
  return rest <= most ? rest : least;
}

/** A number of up to nine bytes, seven bits in each but the last; null when it does not end before `end`. */
function varint(view: DataView, start: number, end: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let index = 0; index < 9 && start + index < end; index++) {
    const byte = view.getUint8(start + index);
    if (index === 8) return { value: value * 256 + byte, end: start + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return null;
}
