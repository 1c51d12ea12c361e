import { createHmac, timingSafeEqual } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type KindId, kinds, type Severity } from "../detect/kind.ts";
import { maskKeys } from "../detect/mask-keys.ts";
import type { DocumentType } from "../source/document.ts";
import type { KeyReport, KeyResponse, KeyStatus, Place, StatusFrom } from "./key-report.ts";

/*
 * What a comment records about the keys it reported: one place of each and the hook's answer, never a raw key.
 * A JSON array, deflated, in base64, in an HTML comment: about 100 characters a key. With a secret, a seal
 * follows: an HMAC over the pull request and the state. Many people can write and edit comments, so a state without a
 * valid seal only indicates that keys were seen.
 */

const pattern = /<!-- keyhawk:state ([A-Za-z0-9+/=]*)(?: ([A-Za-z0-9_-]{43}))? -->/g;
const version = 1;
/** Most characters of a comment that its state may use; when it needs more, places are dropped, then the least severe keys. */
const limit = 16_000;
/** A fingerprint alone takes 22 characters of base64, so the state of more keys is not even tried. */
const mostKeys = Math.floor(limit / 22);
const maximumInflated = 4_000_000;

const severities: readonly Severity[] = ["critical", "high", "medium"];
const confidences: readonly KeyReport["confidence"][] = ["high", "medium", "low"];
const results: readonly KeyResponse["result"][] = [
  "pending",
  "revoked",
  "already-revoked",
  "not-ours",
  "manual",
  "failed",
  "expiring",
  "by-hand",
];
const statuses: readonly KeyStatus[] = ["unverified", "live", "revoked", "unknown"];
const ways: readonly StatusFrom["by"][] = ["direct", "indirect"];
const types: readonly DocumentType[] = [
  "file",
  "patch",
  "blob",
  "commit-message",
  "tag-message",
  "ref-name",
  "pull-request-title",
  "pull-request-body",
  "path",
  "commit-header",
  "tag-header",
];

/** The inputs of the seal on a comment's state, for one pull request. */
export interface StateSeal {
  readonly secret: string;
  /** Identifies the pull request, so that a state cannot be copied to another: `owner/name#7`. */
  readonly subject: string;
}

/** The hidden state of a comment on these keys, most severe first. */
export function renderState(keys: readonly KeyReport[], seal: StateSeal | null): string {
  const pack = (entries: readonly unknown[]) => packed(entries, seal);
  // A reason is trusted only under a seal, and without its reason an ignored key would be reported as open again.
  const trusted = keys.filter((key) => seal !== null || key.ignoredBy !== "line");
  const remembered = trusted.slice(0, mostKeys);
  const whole = pack(remembered.map((key) => entryOf(key, key.places[0] ?? null)));
  if (whole.length <= limit) return whole;
  const bare = remembered.map((key) => entryOf(key, null));
  let low = 0;
  let high = bare.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pack(bare.slice(0, middle)).length <= limit) low = middle;
    else high = middle - 1;
  }
  return pack(bare.slice(0, low));
}

/**
 * The keys recorded in a comment; empty when it has no readable state. Without a valid seal a key is only named: neither
 * its status nor a reason to ignore it is trusted. Never throws.
 */
export function parseState(body: string, seal: StateSeal | null): KeyReport[] {
  // Keyhawk's state is the last one: a path or message that looks like a state can only come before it.
  const [, state, given] = [...body.matchAll(pattern)].at(-1) ?? [];
  if (state === undefined) return [];
  const sealed = seal !== null && given !== undefined && isSame(given, sealOf(state, seal));
  try {
    const json = inflateRawSync(Buffer.from(state, "base64"), { maxOutputLength: maximumInflated }).toString("utf8");
    const entries: unknown = JSON.parse(json);
    if (!Array.isArray(entries) || entries[0] !== version) return [];
    return entries.slice(1).flatMap((entry: unknown) => {
      const key = keyOf(entry);
      return key === null ? [] : [sealed ? key : nameOf(key)];
    });
  } catch {
    return [];
  }
}

function packed(entries: readonly unknown[], seal: StateSeal | null): string {
  const state = deflateRawSync(JSON.stringify([version, ...entries]), { level: 9 }).toString("base64");
  return `<!-- keyhawk:state ${state}${seal === null ? "" : ` ${sealOf(state, seal)}`} -->`;
}

function sealOf(state: string, { secret, subject }: StateSeal): string {
  const text = `keyhawk:comment-state:1\n${subject.toLowerCase()}\n${state}`;
  return createHmac("sha256", secret).update(text).digest("base64url");
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** That a key was seen, and where. */
function nameOf(key: KeyReport): KeyReport {
  const { status: _, statusFrom: __, ignoredBy: ___, ...rest } = key;
  return { ...rest, response: null, ignored: null };
}

function entryOf(key: KeyReport, place: Place | null): unknown {
  const { response } = key;
  return [
    key.fingerprint,
    key.kind,
    key.masked,
    severities.indexOf(key.severity),
    confidences.indexOf(key.confidence),
    response === null ? 0 : [results.indexOf(response.result), response.message?.slice(0, 300) ?? 0, response.at],
    place === null ||
    (place.address.path?.length ?? 0) > 500 ||
    maskKeys(place.address.path ?? "") !== (place.address.path ?? "")
      ? 0
      : [
          types.indexOf(place.address.type),
          place.address.path ?? 0,
          place.address.commit ?? 0,
          place.line,
          place.column,
          place.endLine,
          place.endColumn,
        ],
    lifeOf(key),
    key.ignoredBy === "line" && key.ignored !== null ? key.ignored.slice(0, 200) : 0,
  ];
}

function keyOf(entry: unknown): KeyReport | null {
  if (!Array.isArray(entry)) return null;
  const [fingerprint, kind, masked, severityIndex, confidenceIndex, response, place, life, lineReason] =
    entry as readonly unknown[];
  const severity = at(severities, severityIndex);
  const confidence = at(confidences, confidenceIndex);
  if (typeof fingerprint !== "string" || !/^[0-9a-f]{32}$/.test(fingerprint)) return null;
  if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) return null;
  if (typeof masked !== "string" || !/^[\w.~-]{0,72}…[\w.~=+/-]{4}$/.test(masked)) return null;
  if (severity === null || confidence === null) return null;
  return {
    kind: kind as KindId,
    masked,
    fingerprint,
    severity,
    confidence,
    places: placesOf(place, masked),
    headPlaces: [],
    earlier: true,
    response: responseOf(response),
    ...statusOf(life),
    ...(typeof lineReason === "string" ? { ignored: lineReason, ignoredBy: "line" } : { ignored: null }),
  };
}

function responseOf(value: unknown): KeyResponse | null {
  if (!Array.isArray(value)) return null;
  const [resultIndex, message, moment] = value as readonly unknown[];
  const result = at(results, resultIndex);
  if (result === null || !isPast(moment)) return null;
  return { result, message: typeof message === "string" ? message : null, at: moment };
}

/** What verification found, how and when; 0 for nothing. */
function lifeOf({ status, statusFrom }: KeyReport): unknown {
  if (status === undefined || status === "unverified") return 0;
  const index = statuses.indexOf(status);
  return statusFrom === undefined
    ? [index]
    : [index, ways.indexOf(statusFrom.by), statusFrom.at, statusFrom.expired ? 1 : 0];
}

function statusOf(value: unknown): Pick<KeyReport, "status" | "statusFrom"> {
  if (!Array.isArray(value)) return {};
  const [index, way, moment, expired] = value as readonly unknown[];
  const status = at(statuses, index);
  const by = at(ways, way);
  if (status === null || status === "unverified" || by === null || !isPast(moment)) return {};
  return { status, statusFrom: { by, at: moment, expired: expired === 1 } };
}

/** Milliseconds by which the clocks of two machines may differ. */
const clockSkew = 5 * 60_000;

/** True for a date in the past: a date in the future is not credible, and must not outweigh newer answers. */
function isPast(moment: unknown): moment is string {
  return typeof moment === "string" && Date.parse(moment) <= Date.now() + clockSkew;
}

function placesOf(value: unknown, masked: string): Place[] {
  if (!Array.isArray(value)) return [];
  const [typeIndex, path, commit, ...numbers] = value as readonly unknown[];
  const type = at(types, typeIndex);
  const [line, column, endLine, endColumn] = numbers.map((number) =>
    Number.isSafeInteger(number) ? Number(number) : 1,
  );
  if (type === null) return [];
  return [
    {
      address: {
        type,
        repository: null,
        path: typeof path === "string" ? path : null,
        commit: typeof commit === "string" ? commit : null,
        author: null,
        date: null,
        container: [],
      },
      line: line ?? 1,
      column: column ?? 1,
      endLine: endLine ?? 1,
      endColumn: endColumn ?? 1,
      encoding: [],
      excerpt: { text: masked, start: 0, end: masked.length, partial: true },
    },
  ];
}

function at<T>(items: readonly T[], index: unknown): T | null {
  return typeof index === "number" ? (items[index] ?? null) : null;
}
