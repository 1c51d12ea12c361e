/**
 * True when a whole structure of Thrift's compact protocol is at `at`, as Parquet's metadata and page headers are. A
 * parser that believes the lengths in it can then allocate no more than the data itself takes.
 */
export declare function isThriftStruct(bytes: Uint8Array, at: number): boolean;
