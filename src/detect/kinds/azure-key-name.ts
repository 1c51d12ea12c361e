/** What the name of 32 hexadecimal digits refers to: an Azure OpenAI key, some key, or something else. */
export type AzureKeyName = "azure-openai" | "any-key" | "other";

/** Bytes before the digits that are examined: a name, its separator, and for a `value` the adjacent `name`. */
export const longestGiving = 240;

/** Words that make a name refer to another vendor's key, or to no key. */
const foreignWord =
  /^(?:cache|partition|instrumentation|search|vault|keyvault|index|hash|encryption|signing|cosmos|cosmosdb|storage|blob|table|redis|speech|translator|vision|maps|signalr|sort|row|object|idempotency|lock|version|thumbprint|etag|insights|bing|max)(?:key)?$/;

/** Words of a generic key name; any other word may refer to another vendor. */
const plainWord =
  /^(?:\d{1,2}|api|apikey|key|access|accesskey|subscription|subscriptionkey|ocp|apim|azure|azurekey|openai|openaikey|open|ai|aoai|oai|llm|gpt\w{0,4}|chat|completions?|embeddings?|embed|model|my|default|primary|secondary|services?|resource|account|cognitive|auth|dev|prod|test|staging|deployment|client|server|backend|app|x)$/;

const keyWord = /(?:key|keys|token|secret)$/;
const azureOpenAi = /azure.{0,12}openai|aoai/;
const credentialClass = /KeyCredential$/;

/** What the text directly before the digits assigns them to. Takes bounded time, since it reads backwards. */
export function azureKeyNameBefore(before: string): AzureKeyName {
  const given = readGiving(before);
  if (given === null) return "other";
  if (credentialClass.test(given.name)) return "azure-openai";
  const sort = sortOf(given.name);
  // A blank alone assigns a value in a Dockerfile or a shell, and separates words elsewhere.
  return given.isLoose && sort === "any-key" && !given.name.startsWith("--") ? "other" : sort;
}

function sortOf(name: string): AzureKeyName {
  const words = wordsOf(name);
  if (!isKeyWord(words) || words.some((word) => foreignWord.test(word))) return "other";
  if (azureOpenAi.test(words.join(""))) return "azure-openai";
  const own = wordsOf(name.slice(name.lastIndexOf(".") + 1));
  return /key\d?$/.test(own.join("")) && own.every((word) => plainWord.test(word)) ? "any-key" : "other";
}

/** True when the last word, ignoring a number, means a key: `KEY`, `apikey`, `key1`, `KEY_2`. */
function isKeyWord(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  const word = /^\d{1,2}$/.test(last) ? (words.at(-2) ?? "") : last.replace(/\d$/, "");
  return keyWord.test(word);
}

/** `AzureOpenAIKey`, `azure-openai-key` and `AZURE_OPENAI_KEY` as lower-case words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

interface Giving {
  readonly name: string;
  /** True when only a blank separates name and value. */
  readonly isLoose: boolean;
}

/** Text that ends at a known offset, and its start. */
interface Part {
  readonly text: string;
  readonly start: number;
}

/** Field names in formats that store the name in a separate field: `name: X`, `value: Y`. */
const valueNames = /^(?:value|default|defaultvalue|string)$/i;
const typeNames = /^(?:str|string)$/i;
const namedValue = /(?:name|key|variable)\\?["']?[ \t]{0,8}[:= ][ \t]{0,8}\\?["']?([\w.:-]{1,80})/gi;
const namedTag = /<(?:key|name)>[ \t]{0,8}([\w.:-]{1,80})[ \t]{0,8}<\/(?:key|name)>\s{0,40}$/i;
const tagAttribute = /(?:name|key)=\\?["']([\w.:-]{1,80})/i;
/** What may precede a name without being part of it. */
const declaring = /^(?:const|let|var|val|export|set|final|static|public|private|readonly|the|your|my|string|str)$/i;

const separators = ["||=", "??=", ":=", "=>", "->", "||", "??", ":-", "==", "=", ":", ",", ">", " or"];
const quotes = "\"'`\\";
const white = " \t\r\n";
const closers = "\"'`\\])}!";

/** The name to which the value directly after `before` is assigned, or null. */
function readGiving(before: string): Giving | null {
  const opening = skip(before, before.length, quotes, 4);
  let at = skip(before, opening, white, 40);
  const isBlank = at < opening;
  const call = readCall(before, at);
  if (call !== null) {
    if (credentialClass.test(call.text)) return { name: call.text, isLoose: false };
    at = skip(before, call.start, white, 8);
  }
  const separator = separators.find((one) => before.endsWith(one, at));
  if (separator === ">") return tagGiving(before.slice(0, at - 1));
  if (separator === undefined) {
    if (call !== null) return { name: call.text, isLoose: false };
    if (!isBlank) return null;
  } else at -= separator.length;
  at = skip(before, skip(before, at, white, 8), closers, 6);
  let name = readName(before, at);
  if (typeNames.test(name.text)) name = readName(before, skip(before, skip(before, name.start, white, 8), ":", 1));
  if (valueNames.test(name.text)) return valueGiving(before.slice(Math.max(0, name.start - 160), name.start));
  return { name: withWordsBefore(before, name), isLoose: separator === undefined };
}

/** The name that belongs to a `value` field: the last `name: X` before it, in the same braces or tag. */
function valueGiving(before: string): Giving | null {
  const within = before.slice(Math.max(before.lastIndexOf("}"), before.lastIndexOf(">"), before.lastIndexOf(";")) + 1);
  const name = [...within.matchAll(namedValue)].at(-1)?.[1];
  return name === undefined ? null : { name, isLoose: false };
}

/** The name in a tag, where `before` ends just before the tag's `>`; or the name in the previous tag. */
function tagGiving(before: string): Giving | null {
  const open = before.lastIndexOf("<");
  if (open < 0 || before.length - open > 160) return null;
  const tag = before.slice(open + 1);
  const name = tagAttribute.exec(tag)?.[1] ?? /^[\w.:-]{1,80}/.exec(tag)?.[0] ?? "";
  if (!valueNames.test(name)) return { name, isLoose: false };
  const named = namedTag.exec(before.slice(Math.max(0, open - 140), open))?.[1];
  return named === undefined ? null : { name: named, isLoose: false };
}

/** The name of the function called with the value as its first argument. */
function readCall(before: string, at: number): Part | null {
  return before[at - 1] === "(" ? readName(before, at - 1) : null;
}

/** `Azure OpenAI key` as a whole: `key` alone says little. */
function withWordsBefore(before: string, name: Part): string {
  if (!/^keys?$/i.test(name.text)) return name.text;
  let phrase = name.text;
  let start = name.start;
  for (let words = 0; words < 3 && before[start - 1] === " "; words++) {
    const word = readName(before, start - 1);
    if (word.text === "" || declaring.test(word.text)) break;
    phrase = `${word.text} ${phrase}`;
    start = word.start;
  }
  return phrase;
}

function readName(before: string, end: number): Part {
  let start = end;
  while (start > 0 && end - start < 80 && /[\w.:-]/.test(before[start - 1] as string)) start--;
  return { text: before.slice(start, end), start };
}

/** Start of the run of at most `most` such characters that ends at `end`. */
function skip(before: string, end: number, characters: string, most: number): number {
  let start = end;
  while (start > 0 && end - start < most && characters.includes(before[start - 1] as string)) start--;
  return start;
}

const structureName = /azure[\w.-]{0,12}open_?ai[\w.]{0,40}\\?["']?[ \t]{0,8}[:=]?[ \t]{0,8}$/i;
const structureLine = /azure[\w.-]{0,12}open[_-]?ai[\w.-]{0,40}["']?:[ \t]{0,8}\r?$/i;
const sectionLine = /^\[[^\]]{0,80}azure.{0,12}open.?ai/i;

/** True when the text after `before` is in the braces, arguments or section of something named Azure OpenAI. */
export function isInAzureOpenAi(before: string): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const char = before[at] as string;
    if (char === ")" || char === "}") depth++;
    else if (char === "(" || char === "{") {
      if (depth === 0 && structureName.test(before.slice(Math.max(0, at - 90), at))) return true;
      depth = Math.max(0, depth - 1);
    }
  }
  const lines = before.split("\n").slice(-20).toReversed();
  let margin = marginOf(lines[0] ?? "");
  for (const line of lines.slice(1)) {
    if (line.startsWith("[")) return sectionLine.test(line);
    if (line.trim() === "" || marginOf(line) >= margin) continue;
    if (structureLine.test(line.slice(-160))) return true;
    margin = marginOf(line);
  }
  return false;
}

function marginOf(line: string): number {
  return line.length - line.trimStart().length;
}
