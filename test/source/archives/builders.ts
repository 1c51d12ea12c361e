import { crc32, deflateSync } from "node:zlib";

/** A RAR 4 archive with one member that is stored. */
export function rar4(name: string, content: string | Uint8Array): Buffer {
  const data = Buffer.from(content);
  const block = (type: number, flags: number, fields: Buffer, body = Buffer.alloc(0)) => {
    const head = Buffer.alloc(7);
    head.writeUInt8(type, 2);
    head.writeUInt16LE(flags, 3);
    head.writeUInt16LE(7 + fields.length, 5);
    head.writeUInt16LE(crc32(Buffer.concat([head.subarray(2), fields])) & 0xffff, 0);
    return Buffer.concat([head, fields, body]);
  };
  const fields = Buffer.alloc(25);
  fields.writeUInt32LE(data.length, 0);
  fields.writeUInt32LE(data.length, 4);
  fields.writeUInt8(3, 8);
  fields.writeUInt32LE(crc32(data), 9);
  fields.writeUInt8(20, 17);
  fields.writeUInt8(0x30, 18);
  fields.writeUInt16LE(name.length, 19);
  fields.writeUInt32LE(0o100644, 21);
  return Buffer.concat([
    Buffer.from("Rar!\x1a\x07\0", "latin1"),
    block(0x73, 0, Buffer.alloc(6)),
    block(0x74, 0x8000, Buffer.concat([fields, Buffer.from(name)]), data),
    block(0x7b, 0x4000, Buffer.alloc(0)),
  ]);
}

/** A RAR 5 archive with one member that is stored. */
export function rar5(name: string, content: string | Uint8Array): Buffer {
  const data = Buffer.from(content);
  const number = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(value >> 7)]);
  const block = (header: readonly number[], body = Buffer.alloc(0)) => {
    const sized = Buffer.from([...number(header.length), ...header]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(crc32(sized));
    return Buffer.concat([sum, sized, body]);
  };
  const file = [2, 2, ...number(data.length), 0, ...number(data.length), ...number(0o100644), 0, 1, name.length];
  return Buffer.concat([
    Buffer.from("Rar!\x1a\x07\x01\0", "latin1"),
    block([1, 0, 0]),
    block([...file, ...Buffer.from(name)], data),
    block([5, 0, 0]),
  ]);
}

/** An `ar` archive, as of Debian packages and static libraries. */
export function ar(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const members = Object.entries(files).map(([name, content]) => {
    const data = Buffer.from(content);
    const head = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}`;
    return Buffer.concat([
      Buffer.from(`${head}${String(data.length).padEnd(10)}\x60\n`),
      data,
      Buffer.from(data.length % 2 === 0 ? "" : "\n"),
    ]);
  });
  return Buffer.concat([Buffer.from("!<arch>\n"), ...members]);
}

/** A Windows program of one section, and what is appended to it. */
export function windowsProgram(payload: Uint8Array): Buffer {
  const program = Buffer.alloc(1024, 0x90);
  program.fill(0, 0, 512);
  program.write("MZ");
  program.writeUInt32LE(64, 0x3c);
  program.write("PE\0\0", 64, "latin1");
  program.writeUInt16LE(1, 70);
  program.writeUInt16LE(0, 84);
  program.writeUInt32LE(512, 88 + 16);
  program.writeUInt32LE(512, 88 + 20);
  return Buffer.concat([program, payload]);
}

/** A Unix program of one segment without sections, and what is appended to it. */
export function unixProgram(payload: Uint8Array): Buffer {
  const program = Buffer.alloc(256, 0x90);
  program.fill(0, 0, 120);
  program.write("\x7fELF\x02\x01\x01", "latin1");
  program.writeBigUInt64LE(64n, 32);
  program.writeUInt16LE(56, 54);
  program.writeUInt16LE(1, 56);
  program.writeBigUInt64LE(256n, 64 + 32);
  return Buffer.concat([program, payload]);
}

/** A PNG file with these chunks before its picture. */
export function png(...chunks: readonly (readonly [type: string, data: Uint8Array])[]): Buffer {
  const all: (readonly [string, Uint8Array])[] = [
    ...chunks,
    ["IDAT", deflateSync("picture")],
    ["IEND", Buffer.alloc(0)],
  ];
  const parts = all.map(([type, data]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), data])));
    return Buffer.concat([head, data, sum]);
  });
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}
