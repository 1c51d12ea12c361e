import { contextOf, doubleQuoted, type Lexicon, stringForm } from "./literal.ts";
import { inPlace, placeholder, type Rewrite, splice, type Target } from "./target.ts";

/** How the program that reads a file of data refers to a variable. */
export interface Spelling {
  readonly write: (variable: string) => string;
  readonly needs?: (variable: string) => string;
  /** Where the reference must be the whole value. */
  readonly whole?: true;
}

/** The programs whose files are known by their paths. Other readers take a text as it is. */
type Readers = readonly (readonly [RegExp, Spelling])[];

const braces: Spelling = { write: (variable) => `\${${variable}}` };
const environment: Spelling = { write: (variable) => `\${env:${variable}}` };

const jsonReaders: Readers = [
  [/(?:^|\/)\.vscode\/(?:launch|tasks|mcp)\.json$/, environment],
  [/(?:^|\/)\.cursor\/mcp\.json$/, environment],
  [/(?:^|\/)\.devcontainer(?:\/.*|\.json$)/, { write: (variable) => `\${localEnv:${variable}}` }],
  [/(?:^|\/)(?:\.mcp|\.gemini\/settings)\.json$/, braces],
  [/(?:^|\/)opencode\.jsonc?$/, { write: (variable) => `{env:${variable}}` }],
  [
    /\.postman_collection\.json$|(?:^|\/)postman\/.*collection.*\.json$/i,
    {
      write: (variable) => `{{${variable}}}`,
      needs: (variable) => `Add \`${variable}\` to Postman's vault or as a secret variable of the environment.`,
    },
  ],
];

/** A suggestion for JSON, in the form that the file's reader knows; none where it takes text as it is. */
export function json(target: Target): Rewrite | null {
  return rewriteString(target, jsonReaders, {
    strings: [doubleQuoted],
    lineComments: ["//"],
    blockComment: ["/*", "*/"],
  });
}

const tomlReaders: Readers = [
  [/(?:^|\/)supabase\/config\.toml$/, { write: (variable) => `env(${variable})`, whole: true }],
];

/** A suggestion for TOML, which hardly any reader expands. */
export function toml(target: Target): Rewrite | null {
  return rewriteString(target, tomlReaders, {
    strings: [stringForm(/"""/, '"""'), stringForm(/'''/, "'''", "none"), doubleQuoted, stringForm(/'/, "'", "none")],
    lineComments: ["#"],
  });
}

function rewriteString(target: Target, readers: Readers, lexicon: Lexicon): Rewrite | null {
  const { variable, line } = target;
  const context = contextOf(line, target.start, target.end, lexicon);
  if (context.type === "comment") return placeholder(target);
  // A property's name must not change.
  if (context.type !== "literal" || /^\s*[:=]/.test(line.slice(context.end))) return null;
  const spelling = readerOf(target, readers);
  if (spelling === null || (spelling.whole && context.before + context.after !== "")) return null;
  return inPlace(target, spelling.write(variable), spelling.needs?.(variable) ?? null);
}

function readerOf({ path }: Target, readers: Readers): Spelling | null {
  return readers.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** Spring, Quarkus and Micronaut, which resolve `${X}` and `${X:default}`. */
const spring = /(?:^|\/)(?:application|bootstrap)[^/]*\.(?:properties|ya?ml)$/i;

const propertyReaders: Readers = [
  [spring, braces],
  [/(?:^|\/)\.npmrc$|(?:^|\/)php\.ini$/i, braces],
  [/(?:^|\/)supervisor[^/]*(?:\/.*)?\.(?:conf|ini)$/i, { write: (variable) => `%(ENV_${variable})s` }],
  [/(?:^|\/)tox\.ini$/i, { write: (variable) => `{env:${variable}}` }],
  [/(?:^|\/)(?:www|php-fpm[^/]*)\.conf$|(?:^|\/)pool\.d\/.*\.conf$/i, { write: (variable) => `$${variable}` }],
  [/(?:^|\/)grafana[^/]*\.ini$/i, { write: (variable) => `$__env{${variable}}` }],
  [/(?:^|\/)log4j2?[^/]*\.properties$/i, environment],
  [/(?:^|\/)uwsgi[^/]*\.ini$/i, { write: (variable) => `$(${variable})` }],
];

/** A suggestion for properties, INI and other files of `name = value`, in the form that the file's reader knows. */
export function properties(target: Target): Rewrite | null {
  if (/^\s*[#;!]/.test(target.line)) return placeholder(target);
  if (!/^\s*[^\s=:[][^=:]*[=:]/.test(target.before)) return null;
  const spelling = readerOf(target, propertyReaders);
  if (spelling === null) return substitution(target);
  return withoutDefault(target) ?? inPlace(target, spelling.write(target.variable));
}

/** HOCON, as Akka and Play read it: a reference is not quoted. */
function substitution(target: Target): Rewrite | null {
  if (!/(?:^|\/)(?:application|reference)[^/]*\.conf$/i.test(target.path)) return null;
  const isWhole = target.before.endsWith('"') && /^"\s*(?:$|[,}#]|\/\/)/.test(target.after);
  return isWhole ? splice(target, target.start - 1, target.end + 1, `\${${target.variable}}`) : null;
}

/** `${X:sk-…}`, where the key is the default of a variable; null where it is none. */
export function withoutDefault(target: Target): Rewrite | null {
  const fallback = /\$\{([A-Z][A-Z0-9_]*):[-?]?$/.exec(target.before);
  if (fallback === null || !target.after.startsWith("}")) return null;
  return splice(target, fallback.index, target.end + 1, `\${${fallback[1]}}`);
}

/** True for a file of a program that resolves `${X}` and `${X:default}`. */
export function isSpring(path: string): boolean {
  return spring.test(path);
}
