/** Object types as numbered in packs. */
export const packType = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, idDelta: 7 } as const;

/** Largest size of a header: a size, and an offset or an id. */
export const headerBytes = 64;

/** Reads the header of one entry after the other; its fields are those of the last one. */
export interface HeaderReader {
  /** False when the header is cut off before `end`, or has an unknown type. */
  read(bytes: Uint8Array, start: number, end: number): boolean;
  type: number;
  /** Size of the object or delta. */
  size: number;
  /** Bytes of the header itself. */
  length: number;
  /** How far before the entry its base is; 0 when the base is named by its id, or there is none. */
  distance: number;
  /** Offset of the id of its base; -1 for none. */
  baseIdAt: number;
}

/** A reader whose fields are overwritten, so that nothing is allocated for each of a million entries. */
export function createHeaderReader(idBytes: number): HeaderReader {
  const header: HeaderReader = {
    type: 0,
    size: 0,
    length: 0,
    distance: 0,
    baseIdAt: -1,
    read(bytes, start, end) {
      let at = start;
      let byte = bytes[at++] as number;
      const type = (byte >> 4) & 7;
      let size = byte & 15;
      for (let scale = 16; byte & 0x80; scale *= 128) {
        byte = bytes[at++] as number;
        size += (byte & 0x7f) * scale;
      }
      let distance = 0;
      let baseIdAt = -1;
      if (type === packType.offsetDelta) {
        byte = bytes[at++] as number;
        distance = byte & 0x7f;
        while (byte & 0x80) {
          byte = bytes[at++] as number;
          distance = (distance + 1) * 128 + (byte & 0x7f);
        }
      } else if (type === packType.idDelta) {
        baseIdAt = at;
        at += idBytes;
      } else if (type < packType.commit || type > packType.tag) {
        return false;
      }
      header.type = type;
      header.size = size;
      header.length = at - start;
      header.distance = distance;
      header.baseIdAt = baseIdAt;
      return at <= end && at - start <= headerBytes;
    },
  };
  return header;
}
