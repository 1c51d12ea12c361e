/** GitHub's bound on a comment, and on each text of a check run. */
export const maximumText = 65_535;

/**
 * The most detailed rendering that is within the limit. GitHub counts characters; there are never fewer bytes than
 * characters, so a text that passes here is short enough for GitHub.
 */
export function fitting<Detail>(
  details: readonly Detail[],
  render: (detail: Detail) => string,
  limit = maximumText,
): string {
  let text = "";
  for (const detail of details) {
    text = render(detail);
    if (Buffer.byteLength(text) <= limit) return text;
  }
  throw new RangeError(`The shortest rendering has ${Buffer.byteLength(text)} bytes; ${limit} are allowed.`);
}

/** How much of a report is shown. */
export interface Detail {
  /** Keys that get their own section. */
  readonly sections: number;
  /** Keys in the list of the others. */
  readonly rows: number;
  /** Places in a section. */
  readonly places: number;
  /** Entries of each appendix. */
  readonly entries: number;
}

/** From the longest readable report down to one that fits whatever the names are. */
export const details: readonly Detail[] = [
  { sections: 20, rows: 100, places: 10, entries: 50 },
  { sections: 20, rows: 100, places: 5, entries: 20 },
  { sections: 10, rows: 100, places: 5, entries: 20 },
  { sections: 10, rows: 50, places: 3, entries: 10 },
  { sections: 5, rows: 25, places: 3, entries: 10 },
  { sections: 3, rows: 10, places: 2, entries: 5 },
  { sections: 1, rows: 3, places: 1, entries: 2 },
];
