import { mayContain, type Part, samplesMet } from "../anchors/search.ts";
import { effort } from "../effort.ts";
import { decodeHidden, type HiddenText, someHiddenText } from "./hidden-text.ts";

/** A hidden text in which something may be found. */
export interface DecodedHidden {
  readonly place: HiddenText;
  readonly text: Uint8Array;
}

/** Bytes around a range that are decoded with it. */
const reach = 16 * 1024;

/** The hidden texts that contain an anchor and that samples in some parts of `bytes` meet. @param parts ascending */
export function hiddenTexts(bytes: Uint8Array, parts: readonly Part[]): DecodedHidden[] {
  const found: DecodedHidden[] = [];
  let end = 0;
  for (const { from, to } of parts) {
    someHiddenText(bytes, { from: Math.max(from, end), to, samples: null }, (place) => {
      end = place.end;
      effort.bytes += place.end - place.start;
      const text = decodeHidden(bytes, place);
      if (mayContain(text)) found.push({ place, text });
      return false;
    });
  }
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
