/** A field of a Protocol Buffers message: its number, and a number or the bytes of a text, of a message or of a list. */
export interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

/** The fields of a message in their order. Throws a RangeError when it is damaged. */
export function* readFields(bytes: Buffer): Generator<Field> {
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError("The data ends too early.");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = fieldOf(tag % 8);
    yield { number: Math.floor(tag / 8), value };
  }

  function fieldOf(wireType: number): number | Buffer {
    switch (wireType) {
      case 0:
        return varint();
      case 1:
        return take(8);
      case 2:
        return take(varint());
      case 5:
        return take(4);
      default:
        throw new RangeError("There is no such wire type.");
    }
  }
}

/** The number in a field, or the last of several; zero when the message lacks it. */
export function numberIn(message: Buffer, field: number): number {
  let found = 0;
  for (const { number, value } of readFields(message)) if (number === field && typeof value === "number") found = value;
  return found;
}

/** The messages or texts in a repeated field. */
export function messagesIn(message: Buffer, field: number): Buffer[] {
  return [...readFields(message)].flatMap(({ number, value }) =>
    number === field && typeof value !== "number" ? [value] : [],
  );
}
