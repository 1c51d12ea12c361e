/** Bytes from `start` to `end` of a buffer. Making a buffer of each object would take longer than building most. */
export interface Span {
  readonly memory: Buffer;
  readonly start: number;
  readonly end: number;
}
