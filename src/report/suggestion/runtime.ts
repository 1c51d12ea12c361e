import type { Target } from "./target.ts";

/** How a script reads an environment variable, by the program that runs it. */
export interface Runtime {
  /** The expression, whose value may be missing. */
  readonly read: (variable: string) => string;
  readonly needs: string | null;
}

const node: Runtime = { read: (variable) => `process.env.${variable}`, needs: null };

/** Programs other than Node that have variables, by what their scripts contain. */
const others: readonly (readonly [RegExp, Runtime])[] = [
  [
    /\bDeno\.\w|from\s+["'](?:jsr:|npm:|https:\/\/(?:deno\.land|esm\.sh)\/)/,
    { read: (variable) => `Deno.env.get("${variable}")`, needs: null },
  ],
  [
    /\bfrom\s+["']k6(?:\/[\w/]+)?["']/,
    { read: (variable) => `__ENV.${variable}`, needs: "k6 gets the variable with `k6 run --env`." },
  ],
  [
    /\b(?:UrlFetchApp|SpreadsheetApp|DriveApp|DocumentApp|GmailApp|FormApp|PropertiesService|ScriptApp|HtmlService|ContentService)\.\w/,
    {
      read: (variable) => `PropertiesService.getScriptProperties().getProperty("${variable}")`,
      needs: "Add the property in the project's settings, under *Script properties*.",
    },
  ],
];

/** Files that a browser runs, or a runtime that passes its variables to functions. */
const withoutVariables = {
  path: /\.user\.[jt]s$|(?:^|\/)(?:public|static|assets|wwwroot|www|extension|content[-_]?scripts?|webview)\/|(?:^|\/)(?:content|background|popup|service-worker|sw)\.[jt]sx?$|\.(?:client|browser)\.[cm]?[jt]sx?$|\.min\.js$/i,
  file: new RegExp(
    [
      /==UserScript==/,
      /\bGM_?\w*\b\s*[.(]/,
      /\b(?:document|window|localStorage|sessionStorage|navigator)\s*(?:\??\.|\[)/,
      /\b(?:chrome|browser)\.(?:runtime|storage|tabs|action|scripting|contextMenus|identity|webRequest|i18n|alarms)\b/,
      /^\s*["']use client["']/m,
      /\bdangerouslyAllowBrowser\s*:\s*true\b/,
      /\bimport\.meta\.env\b/,
      /\buse(?:State|Effect|Ref|Memo|Callback|Reducer|LayoutEffect)\s*(?:<[^>(]*>)?\(/,
      /\son(?:Click|Change|Submit|Input|Press|KeyDown|Load)=\{/,
      /\bfrom\s+["'](?:react-dom(?:\/client)?|react-native|expo[\w-]*|vue|svelte|@angular\/core|solid-js|jquery)["']/,
      /\b(?:createRoot|ReactDOM)\b/,
      /\bfetch\s*\(\s*\w+(?:\s*:\s*\w+)?\s*,\s*_?env\b/,
      /\bfrom\s+["']cloudflare:/,
      /\$\(\s*(?:document|["'][#.])/,
      /\bself\.addEventListener\b|\bimportScripts\(/,
    ]
      .map(({ source }) => source)
      .join("|"),
    "m",
  ),
} as const;

/** The runtime of a script; null where no variable can be read, or a key would be served to everyone. */
export function runtimeOf({ path, file, line }: Target): Runtime | null {
  const text = file ?? line;
  const other = others.find(([pattern]) => pattern.test(text));
  if (other !== undefined) return other[1];
  if (withoutVariables.path.test(path) || withoutVariables.file.test(text)) return null;
  // Apps Script has no other files with this ending, and nothing else to read a secret from.
  return /\.gs$/i.test(path) ? (others.at(-1)?.[1] ?? null) : node;
}
