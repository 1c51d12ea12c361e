import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import { brotliDecompress } from "node:zlib";
import { Language, Parser, type Tree } from "web-tree-sitter";
import { GrammarError } from "./grammar-error.ts";

/** By the first pattern that matches a path; the names of the files in `src/grammars`. */
const grammars = [
  [/\.pyw?i?$|\.bzl$/i, "python"],
  [/\.(?:[cm]?js|jsx|gs)$/i, "javascript"],
  [/\.[cm]?ts$/i, "typescript"],
  [/\.tsx$/i, "tsx"],
  [/\.go$/i, "go"],
  [/\.java$/i, "java"],
  [/\.kts?$/i, "kotlin"],
  [/\.s(?:cala|c|bt)$/i, "scala"],
  [/\.cs$/i, "csharp"],
  [/\.[ch]$/i, "c"],
  [/\.(?:cc|cpp|cxx|hh|hpp)$/i, "cpp"],
  [/\.php$/i, "php"],
  [/\.(?:rb|rake|gemspec|ru)$|(?:^|\/)(?:Gemfile|Rakefile)$/i, "ruby"],
  [/\.exs?$/i, "elixir"],
  [/\.rs$/i, "rust"],
  [/\.lua$/i, "lua"],
  [/\.psm?1$/i, "powershell"],
  [/\.(?:sh|bash)$|(?:^|\/)\.?(?:bashrc|bash_(?:profile|login|aliases)|profile|envrc)$/i, "bash"],
  [/\.(?:tf|tfvars|tofu)$/i, "terraform"],
  [/\.(?:json|ipynb)$/i, "json"],
  [/\.ya?ml$/i, "yaml"],
  [/\.toml$/i, "toml"],
] as const;

export type GrammarName = (typeof grammars)[number][1];

/** The grammar of a file; null where there is none for its language. */
export function grammarOf(path: string): GrammarName | null {
  return grammars.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** Parses text of one language. */
export interface Grammar {
  /** Null when the parser needed more than its time. The caller deletes the tree. */
  parse(text: string): Tree | null;
}

/** Milliseconds for one text: an author of a pull request decides what is parsed. */
const maximumTime = 1500;

/** At this relative place both in the sources and in what is built. */
const folder = new URL("../grammars/", import.meta.url);

/**
 * How much V8 runs of a function in WebAssembly before it compiles it again, optimised; 13 million by itself. Optimising
 * the functions of a grammar takes more time than parsing some hundred files, and up to 150 MB for each grammar.
 */
const optimiseAfter = "--wasm-tiering-budget=1000000000";

let runtime: Promise<void> | null = null;
const languages = new Map<GrammarName, Promise<Language>>();

/**
 * Loads a grammar, and with the first one the runtime; both are kept for as long as the process lives.
 * @throws GrammarError
 */
export async function loadGrammar(name: GrammarName): Promise<Grammar> {
  const language = await loadLanguage(name).catch((error: unknown) => {
    // The next one may find what was missing.
    languages.delete(name);
    throw new GrammarError(name, error);
  });
  return {
    parse(text) {
      const parser = new Parser();
      try {
        parser.setLanguage(language);
        const end = performance.now() + maximumTime;
        return parser.parse(text, null, { progressCallback: () => performance.now() > end });
      } finally {
        parser.delete();
      }
    },
  };
}

async function loadLanguage(name: GrammarName): Promise<Language> {
  runtime ??= unpack("runtime").then((wasmBinary) => {
    // It holds for what is compiled from now on, and not for a database that runs already.
    setFlagsFromString(optimiseAfter);
    return Parser.init({ wasmBinary });
  });
  await runtime.catch((error: unknown) => {
    runtime = null;
    throw error;
  });
  const loading = languages.get(name) ?? unpack(name).then((bytes) => Language.load(bytes));
  languages.set(name, loading);
  return loading;
}

async function unpack(name: GrammarName | "runtime"): Promise<Uint8Array> {
  return promisify(brotliDecompress)(await readFile(new URL(`${name}.wasm.br`, folder)));
}
