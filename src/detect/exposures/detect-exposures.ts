import { latin1 } from "../bytes.ts";
import { watermark } from "../kinds/grammar.ts";
import { isPlaceholder } from "../kinds/placeholder.ts";
import type { ExposureDetection, ExposureId } from "./exposure.ts";

/** One way in which a key becomes readable by anyone. */
interface Rule {
  readonly id: ExposureId;
  /** Bytes without which the rule cannot match, starting with a rare one. */
  readonly rare: string;
  /** As above, for any one of these. */
  readonly needles: readonly string[];
  readonly appliesIn: (path: string | null) => boolean;
  /** Required elsewhere in the text; otherwise the rule does not match. */
  readonly appliesTo?: (text: string, path: string | null) => boolean;
  readonly find: (text: string) => readonly Range[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const prose = /\.(?:md|mdx|markdown|rst|adoc|txt|html?\.md|po|pot|lock|map|snap)$/i;
/** Third-party code, which the reader of a report cannot change. */
const vendored = /(?:^|\/)(?:node_modules|bower_components|vendor)\//;
const declarations = /\.d\.[cm]?ts$/i;
const script = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?)$/i;
/** Text that contains programs meant to be run. */
const programs = /\.(?:mdx|ipynb)$/i;
const clientPath = /(?:\.(?:vue|svelte|html?|swift|dart)$|(?:^|\/)(?:public|static|www)\/.*\.[cm]?jsx?$)/i;
const useClient = /^\s*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)\s*)*["']use client["']/;
const dockerfile = /(?:^|\/)(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?(?<!\.md)$|\.(?:dockerfile|containerfile)$/i;
const nuxtConfig = /(?:^|\/)nuxt\.config\.[cm]?[jt]s$/;

/** How the names of variables that hold a key continue after the prefix; `MAX_TOKEN` is a number. */
const keyOfOpenAi = `OPEN_?AI_?(?:[A-Z0-9]{1,20}_){0,4}(?:API)?(?:KEY|SECRET|(?<!MAX_)TOKEN)(?![A-Za-z0-9_])`;
const literal = String.raw`(["'${"`"}])(?<key>sk-[A-Za-z0-9_-]{20,200})\1`;

const browserFlag = /\bdangerouslyAllowBrowser["']?\s{0,40}[:=]\s{0,40}(?:true\b|!0)/g;
const publicVariable = new RegExp(
  `(?<![A-Za-z0-9_])(?:NEXT_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|NG_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|PUBLIC_)[A-Z0-9_]{0,40}${keyOfOpenAi}`,
  "g",
);
const publicConfiguration = new RegExp(
  String.raw`\bpublic\s{0,8}:\s{0,8}\{[^{}]{0,400}?(?<reference>\bprocess\.env\.[A-Z0-9_]{0,40}${keyOfOpenAi})`,
  "g",
);
const literalKey = new RegExp(String.raw`\bapiKey["']?[ \t]{0,8}[:=][ \t]{0,8}${literal}`, "g");
const literalToken = new RegExp(String.raw`\bapiToken["']?[ \t]{0,8}[:=][ \t]{0,8}${literal}`, "g");
const literalVariable = new RegExp(
  String.raw`(?<![A-Za-z0-9_])[A-Z0-9_]{0,40}${keyOfOpenAi}["']?[ \t]{0,8}(?::[ \t]{0,8}\w{1,20}[ \t]{0,8})?[:=][ \t]{0,8}${literal}`,
  "g",
);
const literalHeader = /\bBearer (?<key>sk-[A-Za-z0-9_-]{20,200})(?![A-Za-z0-9_-])/g;
const instruction = /^[ \t]*(?:ARG|ENV)[ \t]+(?:\\\r?\n(?:[ \t]*#[^\r\n]*\r?\n)*|[^\r\n])*/gim;
const imageVariable = new RegExp(
  String.raw`(?<![A-Za-z0-9_])[A-Z0-9_]{0,40}${keyOfOpenAi}(?:[ \t]*=[ \t]*|[ \t]+)("[^"\r\n]{0,400}"|'[^'\r\n]{0,400}'|<[^<>\r\n]{0,80}>|[^\s\\"']{1,400})`,
  "g",
);
const standIn =
  /^(?:|none|null|changeme|todo|(?:dummy|fake|test)(?:[-_ ].*)?|placeholder|not[-_ ]?set|unset|x{3,}|<.*>|\.{3}|your[-_ ].*|sk-(?:x{3,}|\.{2,}|dummy|fake|test|your).*|.*(?:placeholder|example|replace|insert).*)$/i;
/** Other vendors' clients that have an option of the same name. */
const otherClient = /(?:anthropic|groq|cerebras|together)\w*$/i;

/** Without the `O`, so that the search does not stop at each `OPENSSL` of a program. */
const openAi = ["PENAI", "PEN_AI"];

const rules: readonly Rule[] = [
  {
    id: "browser-client",
    rare: "Browser",
    needles: ["dangerouslyAllowBrowser"],
    appliesIn: isCode,
    appliesTo: (text) => /openai/i.test(text),
    find: (text) =>
      all(text, browserFlag).filter(({ start }) => !isComment(text, start) && !otherClient.test(clientOf(text, start))),
  },
  {
    id: "client-side-variable",
    rare: "OPEN",
    needles: openAi,
    appliesIn: (path) => path === null || !(prose.test(path) || declarations.test(path)),
    find: (text) => all(text, publicVariable).filter(({ start }) => !isComment(text, start)),
  },
  {
    id: "client-side-variable",
    rare: "OPEN",
    needles: openAi,
    appliesIn: (path) => path !== null && nuxtConfig.test(path),
    find: (text) =>
      [...text.matchAll(publicConfiguration)]
        .map(({ index, 0: whole, groups }) => {
          const end = index + whole.length;
          return { start: end - (groups?.reference ?? "").length, end };
        })
        .filter(({ start }) => !isComment(text, start)),
  },
  literalRule("Key", ["apiKey"], literalKey),
  literalRule("OPEN", openAi, literalVariable),
  // The key itself is what to find.
  literalRule("BlbkFJ", [watermark], literalToken),
  literalRule("BlbkFJ", [watermark], literalHeader),
  {
    id: "image-variable",
    rare: "OPEN",
    needles: openAi,
    appliesIn: (path) => path !== null && dockerfile.test(path),
    find: imageVariables,
  },
];

/** A rule for a key hard-coded in a file that runs in a browser or on a phone. */
function literalRule(rare: string, needles: readonly string[], pattern: RegExp): Rule {
  return {
    id: "client-side-literal",
    rare,
    needles,
    appliesIn: (path) => path !== null && (clientPath.test(path) || script.test(path)),
    appliesTo: (text, path) =>
      ((path !== null && clientPath.test(path)) || useClient.test(text)) && /openai/i.test(text),
    find: (text) =>
      [...text.matchAll(pattern)]
        .filter(({ index, groups }) => !isPlaceholder([(groups?.key ?? "").slice(3)]) && !isComment(text, index))
        .map(({ index, 0: whole }) => ({ start: index, end: index + whole.length })),
  };
}

const everyRule: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Text without any of these has no exposure. */
export const exposureWords: readonly string[] = [...new Set(rules.flatMap(({ needles }) => needles))];

/**
 * Risks without a key in `bytes`, limited to the ids in `only`, ordered by byte offset. `path` decides which rules
 * apply, for example to a Dockerfile or a browser's file; null means text without a file and skips the rules that need
 * one.
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
 * False when `bytes` cannot contain a risk whatever the rest of a longer text says. True does not mean that {@link
 * detectExposures} finds one in the whole text.
 */
export function mayExpose(bytes: Uint8Array, path: string | null): boolean {
  const wanted = rulesFor(bytes, path, everyRule);
  if (wanted.length === 0) return false;
  const text = latin1(bytes, 0, bytes.length);
  return wanted.some(({ find }) => find(text).length > 0);
}

/**
 * The rules that may match. Searches for parts of the needles that begin with a rare byte, which is several times
 * faster, and only for rules that the path allows.
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
  return path === null || programs.test(path) || (script.test(path) && !declarations.test(path));
}

function all(text: string, pattern: RegExp): Range[] {
  return [...text.matchAll(pattern)].map(({ index, 0: whole }) => ({ start: index, end: index + whole.length }));
}

/** Characters before a match that are searched for the start of a comment around it. */
const commentReach = 2000;

/** True when a comment opens before `at`, on its line or as a block comment. */
function isComment(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - commentReach), at);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const isWhole = line.length < commentReach;
  if ((isWhole && /^[ \t]*(?:\/\/|\*(?!\/)|#|<!--|--)/.test(line)) || holdsLineComment(line)) return true;
  const closed = before.lastIndexOf("*/");
  // The character before `/*` distinguishes it from the end of a path in a glob.
  return /(?:^|[\s;{(,])\/\*/.test(closed < 0 ? before : before.slice(closed + 2));
}

/** True for `//` outside a literal: an even number of quotes precedes it. */
function holdsLineComment(line: string): boolean {
  let quotes = 0;
  for (const { 0: mark, index } of line.matchAll(/["'`]|\/\//g)) {
    if (mark !== "//") quotes++;
    else if (quotes % 2 === 0 && line[index - 1] !== ":") return true;
  }
  return false;
}

/** The name of the client constructed last before `at`, or an empty string. */
function clientOf(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 1000), at);
  return [...before.matchAll(/\b(?:new[ \t]+([\w.]{1,60})|(create\w{1,60}))\(/g)].at(-1)?.slice(1).join("") ?? "";
}

function imageVariables(text: string): Range[] {
  const found: Range[] = [];
  for (const { index, 0: whole } of text.matchAll(instruction)) {
    for (const match of whole.matchAll(imageVariable)) {
      const value = (match[1] ?? "").replace(/^["']|["']$/g, "");
      if (standIn.test(value) || isComment(text, index + match.index)) continue;
      found.push({ start: index + match.index, end: index + match.index + match[0].length });
    }
  }
  return found;
}
