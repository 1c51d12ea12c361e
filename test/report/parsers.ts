import { parseSync } from "oxc-parser";
import { Engine } from "php-parser";
import { parse as parseToml } from "smol-toml";
import { parseAllDocuments } from "yaml";

/** Whether a parser understands a text; a parser that throws does not. */
type Parser = (path: string, text: string) => boolean;

const isScript: Parser = (path, text) => parseSync(path, text).errors.length === 0;

const php = new Engine({ parser: { version: 803 } });

/** Parsers that languages have of their own, by the ending of the path; the first one decides. */
const parsers: readonly (readonly [RegExp, Parser])[] = [
  [/\.[cm]?[jt]sx?$/, isScript],
  // JSON with comments and trailing commas is an expression of JavaScript.
  [/\.json[c5]$|(?:^|\/)\.(?:vscode|devcontainer)\/[^/]*\.json$/, (_, text) => isScript("a.js", `(${text}\n)`)],
  [/\.(?:json|ipynb)$/, (_, text) => JSON.parse(text) !== undefined],
  [/\.ya?ml$/, (_, text) => parseAllDocuments(text, { logLevel: "silent" }).every(({ errors }) => errors.length === 0)],
  [/\.toml$/, (_, text) => parseToml(text) !== undefined],
  [/\.php$/, (path, text) => php.parseCode(text, path) !== null],
];

/** Whether the language's own parser understands a file; null where there is none for it. */
export function isParsed(path: string, text: string): boolean | null {
  const parser = parsers.find(([pattern]) => pattern.test(path))?.[1];
  try {
    return parser === undefined ? null : parser(path, text);
  } catch {
    return false;
  }
}
