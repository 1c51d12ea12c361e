import { mayContain, samplesMet } from "../anchors/search.ts";
import { effort } from "../effort.ts";
import { decodeHidden, type HiddenText, someHiddenText } from "./hidden-text.ts";

/** A hidden text in which something may be found. */
export interface DecodedHidden {
  readonly place: HiddenText;
  readonly text: Uint8Array;
}

/** Bytes around a range that are decoded with it. */
const reach = 16 * 1024;

/** The hidden texts in `bytes` that contain an anchor. */
export function hiddenTexts(bytes: Uint8Array): DecodedHidden[] {
  const found: DecodedHidden[] = [];
  someHiddenText(bytes, { from: 0, to: bytes.length, samples: null }, (place) => {
    effort.bytes += place.end - place.start;
    const text = decodeHidden(bytes, place);
    if (mayContain(text)) found.push({ place, text });
    return false;
  });
  return found;
}

/** True when one of the samples just met between two offsets is in a hidden text that contains an anchor. */
export function mayHide(bytes: Uint8Array, from = 0, to = bytes.length): boolean {
  const start = Math.max(0, from - reach);
  const around = bytes.subarray(start, to + reach);
  const samples = samplesMet(around);
  return someHiddenText(around, { from: from - start, to: to - start, samples }, (place) =>
    mayContain(decodeHidden(around, place)),
  );
}
