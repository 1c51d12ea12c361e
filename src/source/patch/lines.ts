/** One line of a byte text. */
export interface Line {
  /** Without the line feed; a carriage return stays. */
  readonly bytes: Uint8Array;
  /** Offset of the line's first byte. */
  readonly start: number;
}

/** A position in a text that is read line by line. */
export interface Lines {
  /** Returns the next line, or null at the end, without advancing. */
  peek(): Line | null;
  /** Returns the next line, or null at the end, and advances. */
  next(): Line | null;
  /** Offset of the next line. */
  readonly offset: number;
}

/** Reads `bytes` line by line; a last line without a line feed counts, an empty one does not. */
export function createLines(bytes: Uint8Array): Lines {
  let offset = 0;
  let upcoming: Line | null = null;
  const find = (): Line | null => {
    if (offset >= bytes.length) return null;
    const feed = bytes.indexOf(10, offset);
    return { bytes: bytes.subarray(offset, feed === -1 ? bytes.length : feed), start: offset };
  };
  return {
    peek() {
      upcoming ??= find();
      return upcoming;
    },
    next() {
      const line = upcoming ?? find();
      upcoming = null;
      if (line !== null) offset = line.start + line.bytes.length + 1;
      return line;
    },
    get offset() {
      return Math.min(offset, bytes.length);
    },
  };
}

const latin1 = new TextDecoder("latin1");

/** The line with one character for each byte, cut to the longest header that is needed. */
export function text(line: Line): string {
  return latin1.decode(line.bytes.length > 8192 ? line.bytes.subarray(0, 8192) : line.bytes);
}
