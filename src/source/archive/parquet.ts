import {
  type ColumnChunk,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from "hyparquet/src/schema.js";
import { type Allowance, type Member, overLimit } from "./allowance.ts";
import { type Codec, decompressBlock } from "./codec.ts";
import { valuesOf } from "./parquet-values.ts";
import { isThriftStruct } from "./thrift-check.ts";

const codecs: Readonly<Record<string, Codec>> = {
  UNCOMPRESSED: "none",
  SNAPPY: "snappy",
  GZIP: "gzip",
  BROTLI: "brotli",
  ZSTD: "zstd",
  LZ4_RAW: "lz4",
};

/**
 * The columns of a Parquet file that may hold text, each row group's as a member with one value on each line. Values of a
 * dictionary come once.
 */
export async function* parquetMembers(bytes: Uint8Array, allowance: Allowance): AsyncGenerator<Member> {
  const metadata = metadataOf(bytes);
  if (metadata === null) {
    yield damaged(null);
    return;
  }
  const schema = parquetSchema(metadata);
  for (const [group, { columns }] of metadata.row_groups.entries()) {
    for (const column of columns) {
      const member = await columnMember(bytes, column, schema, allowance).catch(() => damaged(nameOf(column)));
      if (member === null) continue;
      const { name } = member;
      yield name === null || metadata.row_groups.length === 1
        ? member
        : { ...member, name: `${name}, part ${group + 1}` };
      if (!allowance.takeMember()) {
        yield { name: null, reason: "archive-limit", detail: "It has more columns than are read." };
        return;
      }
    }
  }
}

/** The footer of a file; null when it is damaged. The library believes the lengths in it, so they are checked first. */
function metadataOf(bytes: Uint8Array): FileMetaData | null {
  const length = bytes.length < 12 ? 0 : viewOf(bytes).getUint32(bytes.length - 8, true);
  const start = bytes.length - 8 - length;
  if (length === 0 || start < 4 || !isThriftStruct(bytes.subarray(0, bytes.length - 8), start)) return null;
  try {
    return parquetMetadata(bytes, { geoparquet: false });
  } catch {
    return null;
  }
}

function nameOf({ meta_data }: ColumnChunk): string | null {
  return meta_data?.path_in_schema.join(".") ?? null;
}

function damaged(name: string | null): Member {
  return { name, reason: "unreadable", detail: "The Parquet data is damaged or cut off." };
}

/** A column's values in one row group; null when its type holds no text. */
async function columnMember(
  bytes: Uint8Array,
  column: ColumnChunk,
  schema: SchemaTree,
  allowance: Allowance,
): Promise<Member | null> {
  const name = nameOf(column);
  const { meta_data: chunk } = column;
  if (chunk === undefined || name === null) {
    return { name, reason: "encrypted", detail: "A column is encrypted." };
  }
  if (chunk.type !== "BYTE_ARRAY" && chunk.type !== "FIXED_LEN_BYTE_ARRAY") return null;
  const codec = codecs[chunk.codec];
  if (codec === undefined) return unsupported(name, `compression ${chunk.codec}`);
  const path = getTreePath(schema, chunk.path_in_schema);
  const limit = allowance.outputLimit(Number(chunk.total_compressed_size));
  const parts: Uint8Array[] = [];
  let left = limit;
  for (const page of pagesOf(bytes, chunk)) {
    const data = await decompressBlock(page.isCompressed ? codec : "none", page.data, left);
    if (data.type === "too-large") return tooLarge(name, limit, allowance);
    if (data.type !== "bytes") return damaged(name);
    const content = page.hasLevels ? withoutLevels(data.bytes, path) : data.bytes;
    const fixedLength = chunk.type === "BYTE_ARRAY" ? null : (path.at(-1)?.element.type_length ?? 0);
    const values = valuesOf(content, { encoding: page.encoding, fixedLength }, left);
    if (values === null) return unsupported(name, `encoding ${page.encoding}`);
    left -= Math.max(values.length, data.bytes.length);
    if (left < 0) return tooLarge(name, limit, allowance);
    parts.push(values);
  }
  allowance.spend(limit - left);
  return { name, bytes: Buffer.concat(parts) };
}

function unsupported(name: string, what: string): Member {
  return { name, reason: "unsupported", detail: `The ${what} of Parquet cannot be opened.` };
}

function tooLarge(name: string, limit: number, allowance: Allowance): Member {
  allowance.spend(limit);
  return overLimit(name, limit);
}

interface Page {
  readonly data: Uint8Array;
  readonly encoding: string;
  readonly isCompressed: boolean;
  /** True when the values follow lists of levels. */
  readonly hasLevels: boolean;
}

/** The pages of a column. Throws a RangeError where one reaches beyond the file. */
function* pagesOf(bytes: Uint8Array, chunk: ColumnMetaData): Generator<Page> {
  const { data_page_offset, dictionary_page_offset, total_compressed_size } = chunk;
  const first = Math.min(Number(dictionary_page_offset || data_page_offset), Number(data_page_offset));
  const end = first + Number(total_compressed_size);
  if (first < 0 || end > bytes.length) throw new RangeError("A column reaches beyond the file.");
  const reader = { view: viewOf(bytes), offset: first };
  while (reader.offset < end) {
    if (!isThriftStruct(bytes.subarray(0, end), reader.offset)) throw new RangeError("A page has no header.");
    const header = parquetHeader(reader);
    const start = reader.offset;
    reader.offset += header.compressed_page_size;
    if (reader.offset < start || reader.offset > end) throw new RangeError("A page reaches beyond its column.");
    const data = bytes.subarray(start, reader.offset);
    const { dictionary_page_header: dictionary, data_page_header: page, data_page_header_v2: pageV2 } = header;
    if (dictionary !== undefined) yield { data, encoding: "PLAIN", isCompressed: true, hasLevels: false };
    else if (page !== undefined) yield { data, encoding: page.encoding, isCompressed: true, hasLevels: true };
    else if (pageV2 !== undefined) {
      const levels = pageV2.repetition_levels_byte_length + pageV2.definition_levels_byte_length;
      const values = data.subarray(levels);
      const isCompressed = pageV2.is_compressed !== false && values.length > 0;
      yield { data: values, encoding: pageV2.encoding, isCompressed, hasLevels: false };
    }
  }
}

/** A page without its repetition and definition levels, each of which states its length. */
function withoutLevels(page: Uint8Array, path: SchemaTree[]): Uint8Array {
  let rest = page;
  for (const deepest of [getMaxRepetitionLevel(path), getMaxDefinitionLevel(path)]) {
    if (deepest > 0) rest = rest.subarray(4 + viewOf(rest).getUint32(0, true));
  }
  return rest;
}

function viewOf(bytes: Uint8Array): DataView<ArrayBuffer> {
  // The library's types exclude shared memory, which no caller passes.
  return new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
}
