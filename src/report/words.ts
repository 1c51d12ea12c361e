import type { IgnoredBy } from "../policy/ignore.ts";
import type { Wrapping } from "../source/finding.ts";

/** `12,345`. Loading a locale for this would cost a tenth of a workflow step's start. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 key`, `3 keys`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(number)} ${number === 1 ? singular : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** `14 bytes`, `3.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte");
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : grouped(Math.round(value))} ${units[unit]}`;
}

/** `2026-11-23 14:02 UTC` from ISO 8601; empty for text that is not a date. */
export function moment(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? "an unknown time" : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A span of time, rounded down to its largest unit: `6.4 s`, `4 minutes`, `2 days`. @param milliseconds 0 or more */
export function lapse(milliseconds: number): string {
  const seconds = Math.max(milliseconds, 0) / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 3_600) return count(Math.floor(seconds / 60), "minute");
  return seconds < 2 * 86_400 ? count(Math.floor(seconds / 3_600), "hour") : count(Math.floor(seconds / 86_400), "day");
}

/** Where the reason to ignore a key is written, phrased to follow "ignored". */
export function ignoredWhere(by: IgnoredBy | null | undefined): string {
  if (by === "incident") return "because its incident is closed";
  return by === "line" ? "on the line" : "by the configuration";
}

const hidden: Readonly<Record<Wrapping, string>> = {
  base64: "encoded in base64",
  base64url: "encoded in base64url",
  "utf-16le": "in UTF-16",
  "utf-16be": "in UTF-16",
  "utf-32le": "in UTF-32",
  "utf-32be": "in UTF-32",
  invisible: "with invisible characters",
  percent: "percent-encoded",
  escape: "with escape sequences",
  "html-entity": "with HTML entities",
  "quoted-printable": "in quoted-printable",
  hex: "encoded in hexadecimal",
  concatenation: "split into parts",
  gzip: "compressed with gzip",
  zlib: "compressed with zlib",
  zip: "in a zip file",
  xz: "compressed with xz",
  bzip2: "compressed with bzip2",
  zstd: "compressed with zstd",
  "7z": "in a 7z file",
  rar: "in a RAR file",
  pdf: "in a PDF file",
};

/** How a key was encoded, phrased to follow its place; empty for plain text. */
export function hiddenAs(encoding: readonly Wrapping[]): string {
  return list([...new Set(encoding.map((layer) => hidden[layer]))]);
}
