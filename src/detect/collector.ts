import { Credential } from "./credential.ts";
import type { Detection, Encoding } from "./detection.ts";
import { type KindId, kinds } from "./kind.ts";
import type { Match } from "./kinds/grammar.ts";
import { isPlaceholder } from "./kinds/placeholder.ts";
import { isPublishedExample } from "./kinds/published-examples.ts";

/** Collects what different chains of decoding find, and decides which findings count. */
export interface Collector {
  /** Adds a match whose text, encoded by `encoding`, extends from byte `start` to `end`. */
  add(match: Match, raw: string, start: number, end: number, encoding: readonly Encoding[]): void;
  /** Adds what another collector found, except what is known at the same place. */
  adopt(detections: readonly Detection[], placeholders: readonly { start: number; end: number }[]): void;
  /** The end of the last match, including placeholders. */
  end(): number;
  survey(): Omit<Survey, "packed">;
}

/** Detections ordered by start, and the offsets of placeholders. */
export interface Survey {
  readonly detections: readonly Detection[];
  readonly placeholders: readonly number[];
  /** Where base64 of an archive or of compressed data may begin; the caller opens it. */
  readonly packed: readonly PackedPlace[];
}

/** A place at which base64 of a container may begin. */
export interface PackedPlace {
  /** Offset of its first known character. */
  readonly at: number;
  /** Number (modulo 4) of that character within its group of four. */
  readonly phase: number;
}

interface Candidate {
  readonly detection: Detection;
  readonly order: number;
}

export function createCollector(): Collector {
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  const placeholders: { start: number; end: number }[] = [];
  let last = 0;
  return {
    end: () => last,
    adopt(detections, dropped) {
      const known = Map.groupBy(candidates, ({ detection }) => detection.credential.fingerprint);
      for (const detection of detections) {
        const same = known.get(detection.credential.fingerprint);
        if (same?.some((other) => overlap(other.detection, detection))) continue;
        candidates.push({ detection, order: candidates.length });
      }
      placeholders.push(...dropped);
    },
    add(match, raw, start, end, encoding) {
      last = Math.max(last, end);
      const key = `${start}:${end}:${encoding.join()}:${raw}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (isPlaceholder(match.segments, match.alphabetSize)) {
        placeholders.push({ start, end });
        return;
      }
      const credential = new Credential(match.kind, raw, match.prefix);
      if (isPublishedExample(credential)) {
        placeholders.push({ start, end });
        return;
      }
      const detection: Detection = {
        credential,
        // An old Azure key is recognised only by its context.
        severity: match.confidence === "low" ? "high" : kinds[match.kind].severity,
        confidence: match.confidence,
        start,
        end,
        encoding,
        ...(match.expiresAt === undefined ? {} : { expiresAt: match.expiresAt }),
      };
      candidates.push({ detection, order: candidates.length });
    },
    survey: () => ({ detections: settle(candidates), placeholders: distinctStarts(placeholders) }),
  };
}

function overlap(a: Detection, b: Detection): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Of overlapping detections, keeps the one with the simplest chain. */
function settle(candidates: readonly Candidate[]): Detection[] {
  const byStart = candidates.toSorted(
    (a, b) => a.detection.start - b.detection.start || a.detection.end - b.detection.end,
  );
  const kept: Detection[] = [];
  let group: Candidate[] = [];
  let groupEnd = -1;
  const flush = () => {
    const chosen: Detection[] = [];
    const plainestFirst = wholeOnes(group).toSorted(
      (a, b) =>
        a.detection.encoding.length - b.detection.encoding.length ||
        rank(a.detection) - rank(b.detection) ||
        // UTF-16 reads the same in the other byte order one byte on; files align its units at even offsets.
        (a.detection.start & 1) - (b.detection.start & 1) ||
        a.order - b.order,
    );
    for (const { detection } of plainestFirst) {
      if (chosen.every((other) => detection.start >= other.end || detection.end <= other.start)) chosen.push(detection);
    }
    kept.push(...chosen.toSorted((a, b) => a.start - b.start));
  };
  for (const candidate of byStart) {
    if (candidate.detection.start >= groupEnd) {
      flush();
      group = [];
    }
    group.push(candidate);
    groupEnd = Math.max(groupEnd, candidate.detection.end);
  }
  flush();
  return kept;
}

/** Kinds of any length: a window may end inside one, and an agent's token contains a key of its own. */
const ofAnyLength: ReadonlySet<KindId> = new Set(
  Object.values(kinds).flatMap(({ id, form }) => (form.type === "token" && form.length === null ? [id] : [])),
);

/** Drops detections that are part of a longer one of the same kind, in the same or another window. */
function wholeOnes(group: readonly Candidate[]): readonly Candidate[] {
  const others = group.filter(({ detection }) => ofAnyLength.has(detection.credential.kind));
  if (others.length < 2) return group;
  return group.filter(({ detection }) => !others.some((other) => isPartOf(detection, other.detection)));
}

function isPartOf(part: Detection, whole: Detection): boolean {
  if (whole.credential.kind !== part.credential.kind || whole.end < part.end) return false;
  if (whole.start < part.start) return true;
  return whole.start === part.start && whole.end > part.end && whole.encoding.join() === part.encoding.join();
}

function rank({ confidence }: Detection): number {
  return confidence === "high" ? 0 : confidence === "medium" ? 1 : 2;
}

function distinctStarts(ranges: readonly { start: number; end: number }[]): number[] {
  const starts: number[] = [];
  let end = -1;
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    if (range.start >= end) starts.push(range.start);
    end = Math.max(end, range.end);
  }
  return starts;
}
