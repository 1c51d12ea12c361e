/** The six bytes that precede the checksum at the end of a bzip2 stream, which may end within a byte. */
const bzip2End = 0x177245385090n;
const bzip2EndBytes = 10;

/** How a bzip2 stream begins: with its first block, or with its end when it is empty. */
const bzip2Start = /BZh[1-9](?:1AY&SY|\x17rE8P\x90)/;

/** The parts of a file that begin a bzip2 stream after something else than the end of one. */
export function bzip2Runs(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = [0];
  for (let at = text.indexOf("BZh", 1); at !== -1; at = text.indexOf("BZh", at + 1)) {
    const isStart = text.toString("latin1", at, at + bzip2EndBytes).search(bzip2Start) === 0;
    if (isStart && !endsAsBzip2(bytes.subarray(0, at))) starts.push(at);
  }
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1]));
}

/** True when the last bytes end a bzip2 stream. */
export function endsAsBzip2(bytes: Uint8Array): boolean {
  const last = BigInt(`0x${Buffer.from(bytes.subarray(-bzip2EndBytes - 1)).toString("hex")}`);
  for (let padding = 0n; padding < 8n; padding++) {
    if (((last >> (padding + 32n)) & 0xffff_ffff_ffffn) === bzip2End) return true;
  }
  return false;
}
