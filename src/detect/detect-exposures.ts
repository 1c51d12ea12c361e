import type { ExposureDetection, ExposureId } from "./exposure.ts";
import { latin1 } from "./latin1.ts";
import { isPlaceholder } from "./placeholder.ts";

/** One way of putting a key where anyone can read it. */
interface Rule {
  readonly id: ExposureId;
  /** Bytes without which the rule cannot apply, beginning with a rare one. */
  readonly rare: string;
  /** The same for any of these. */
  readonly needles: readonly string[];
  readonly appliesIn: (path: string | null) => boolean;
  /** What the whole text must say besides; without it, nothing. */
  readonly appliesTo?: (text: string, path: string | null) => boolean;
  readonly find: (text: string) => readonly Range[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const prose = /\.(?:md|mdx|markdown|rst|adoc|txt|html?\.md|po|pot|lock|map|snap)$/i;
/** Other people's code, which the reader of a report cannot change. */
const vendored = /(?:^|\/)(?:node_modules|bower_components|vendor)\//;
const declarations = /\.d\.[cm]?ts$/i;
const script = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?)$/i;
const clientPath = /(?:\.(?:vue|svelte|html?|swift|dart)$|(?:^|\/)(?:public|static|www)\/.*\.[cm]?jsx?$)/i;
const useClient = /^\s*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)\s*)*["']use client["']/;
const dockerfile = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i;

const browserFlag = /\bdangerouslyAllowBrowser["']?[ \t]{0,8}[:=][ \t]{0,8}true\b/g;
const publicVariable =
  /(?<![A-Za-z0-9_])(?:NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|PUBLIC_)[A-Z0-9_]{0,40}OPEN_?AI_(?:[A-Z0-9]{1,20}_){0,4}(?:KEY|TOKEN|SECRET)(?![A-Za-z0-9_])/g;
const literalKey = /\bapiKey["']?[ \t]{0,8}[:=][ \t]{0,8}(["'`])(sk-[A-Za-z0-9_-]{20,200})\1/g;
const instruction = /^[ \t]*(?:ARG|ENV)[ \t]+(?:\\\r?\n|[^\r\n])*/gim;
const imageVariable =
  /(?<![A-Za-z0-9_])[A-Z0-9_]{0,40}OPEN_?AI_(?:[A-Z0-9]{1,20}_){0,4}(?:KEY|TOKEN|SECRET)(?:[ \t]*=[ \t]*|[ \t]+)("[^"\r\n]{0,400}"|'[^'\r\n]{0,400}'|[^\s\\"']{1,400})/g;
const standIn =
  /^(?:|none|null|changeme|todo|dummy|fake|test|placeholder|x{3,}|<.*>|\.{3}|your[-_ ].*|.*(?:placeholder|example|replace).*)$/i;

/** Without the `O`: the search then does not look at each `OPENSSL` of a program. */
const openAi = ["PENAI", "PEN_AI"];

const rules: readonly Rule[] = [
  {
    id: "browser-client",
    rare: "Browser",
    needles: ["dangerouslyAllowBrowser"],
    appliesIn: isCode,
    // The client of another vendor has an option of the same name.
    appliesTo: (text) => /openai/i.test(text),
    find: (text) => all(text, browserFlag).filter(({ start }) => !isComment(text, start)),
  },
  {
    id: "client-side-variable",
    rare: "OPEN",
    needles: openAi,
    appliesIn: (path) => path === null || !(prose.test(path) || declarations.test(path)),
    find: (text) => all(text, publicVariable).filter(({ start }) => !isComment(text, start)),
  },
  {
    id: "client-side-literal",
    rare: "Key",
    needles: ["apiKey"],
    appliesIn: (path) => path !== null && (clientPath.test(path) || script.test(path)),
    appliesTo: (text, path) =>
      /openai/i.test(text) && ((path !== null && clientPath.test(path)) || useClient.test(text)),
    find: (text) =>
      [...text.matchAll(literalKey)]
        .filter(({ index, 2: key = "" }) => !isPlaceholder([key.slice(3)]) && !isComment(text, index))
        .map(({ index, 0: whole }) => ({ start: index, end: index + whole.length })),
  },
  {
    id: "image-variable",
    rare: "OPEN",
    needles: openAi,
    appliesIn: (path) => path !== null && dockerfile.test(path),
    find: imageVariables,
  },
];

const everyRule: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Where none of these stands, there is no exposure. */
export const exposureWords: readonly string[] = [...new Set(rules.flatMap(({ needles }) => needles))];

/**
 * Risks without a key in `bytes`, of the ids in `only`, ordered by place. `path` decides which rules can apply: a
 * Dockerfile's, a browser's file; null stands for text without a file and leaves out what needs one. Byte offsets.
 */
export function detectExposures(
  bytes: Uint8Array,
  path: string | null,
  only: readonly ExposureId[],
): ExposureDetection[] {
  const wanted = rulesFor(bytes, path, new Set(only));
  if (wanted.length === 0) return [];
  const text = latin1(bytes, 0, bytes.length);
  return wanted
    .filter(({ appliesTo }) => appliesTo?.(text, path) ?? true)
    .flatMap(({ id, find }) => find(text).map((range) => ({ id, ...range })))
    .toSorted((a, b) => a.start - b.start);
}

/**
 * False when no part of a text that is longer than `bytes` can hold a risk in them: what the rest of the text says is
 * not known here, so that {@link detectExposures} may find nothing in the whole where this is true.
 */
export function mayExpose(bytes: Uint8Array, path: string | null): boolean {
  const wanted = rulesFor(bytes, path, everyRule);
  if (wanted.length === 0) return false;
  const text = latin1(bytes, 0, bytes.length);
  return wanted.some(({ find }) => find(text).length > 0);
}

/**
 * The rules that may find something. Looks for the needles by parts that begin with a rare byte, which is several times
 * faster, and only for those of rules that the path allows.
 */
function rulesFor(bytes: Uint8Array, path: string | null, only: ReadonlySet<string>): readonly Rule[] {
  if (path !== null && vendored.test(path)) return [];
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return rules.filter(
    ({ id, rare, needles, appliesIn }) =>
      only.has(id) && appliesIn(path) && buffer.includes(rare) && needles.some((needle) => buffer.includes(needle)),
  );
}

function isCode(path: string | null): boolean {
  return path === null || (script.test(path) && !declarations.test(path));
}

function all(text: string, pattern: RegExp): Range[] {
  return [...text.matchAll(pattern)].map(({ index, 0: whole }) => ({ start: index, end: index + whole.length }));
}

/** True when the line of `at` is a comment up to there. */
function isComment(text: string, at: number): boolean {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*(?:\/\/|\/\*|\*|#|<!--|--)/.test(text.slice(lineStart, Math.min(at, lineStart + 200)));
}

function imageVariables(text: string): Range[] {
  const found: Range[] = [];
  for (const { index, 0: whole } of text.matchAll(instruction)) {
    for (const match of whole.matchAll(imageVariable)) {
      const value = (match[1] ?? "").replace(/^["']|["']$/g, "");
      if (standIn.test(value)) continue;
      found.push({ start: index + match.index, end: index + match.index + match[0].length });
    }
  }
  return found;
}
