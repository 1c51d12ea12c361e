import type { KeyReport, Place } from "../key-report.ts";
import { changesDirection } from "../visible.ts";
import { cpp } from "./cpp.ts";
import { csharp } from "./csharp.ts";
import { dart } from "./dart.ts";
import { json, properties, toml } from "./data-file.ts";
import { dockerfile } from "./dockerfile.ts";
import { go } from "./go.ts";
import { groovy } from "./groovy.ts";
import { javascript } from "./javascript.ts";
import { jenkins } from "./jenkins.ts";
import { java, kotlin, scala } from "./jvm.ts";
import { languagePath } from "./language.ts";
import { make } from "./make.ts";
import { notebook } from "./notebook.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { request } from "./request.ts";
import { rust } from "./rust.ts";
import { elixir, lua, powershell, r, ruby } from "./scripting.ts";
import { environmentFile, prose, terraform } from "./settings.ts";
import { batch, direnv, fish, loginProfile } from "./shell.ts";
import { swift } from "./swift.ts";
import type { Rewriter, Target } from "./target.ts";
import { fallsBackOnItself, isNoValue, usedAsName } from "./use.ts";
import { variableIn } from "./variable.ts";
import { yaml } from "./yaml.ts";

/** A safe replacement of the line that contains a key. */
export interface Suggestion {
  /** The new text of the line, which may be several lines, without the final line end. */
  readonly text: string;
  /** What the new text requires in order to work, as a Markdown sentence; null when nothing. */
  readonly needs: string | null;
}

/** The first pattern that matches the path decides. */
const rewriters: readonly (readonly [RegExp, Rewriter])[] = [
  [/(?:^|\/)\.env(?:\.[^/]*)?$|\.env$|(?:^|\/)\.?(?:dev|prod)\.vars$/i, environmentFile],
  [/(?:^|\/)\.envrc$/, direnv],
  [/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[^/]*)?$|\.dockerfile$/i, dockerfile],
  [/(?:^|\/)(?:GNUmakefile|[Mm]akefile)$|\.mk$/, make],
  [/\.ipynb$/i, notebook],
  [/\.pyw?i?$|\.bzl$/i, python],
  [/\.(?:[cm]?[jt]s|[jt]sx|gs)$/i, javascript],
  [/\.go$/i, go],
  [/\.java$/i, java],
  [/\.kts?$/i, kotlin],
  [/(?:^|\/)Jenkinsfile(?:\.[^/]*)?$|\.jenkinsfile$/i, jenkins],
  [/\.(?:groovy|gradle)$/i, groovy],
  [/\.s(?:cala|c|bt)$/i, scala],
  [/\.cs$/i, csharp],
  [/\.swift$/i, swift],
  [/\.dart$/i, dart],
  [/\.(?:c|h|cc|cpp|cxx|hh|hpp)$/i, cpp],
  [/\.php$/i, php],
  [/\.(?:rb|rake|gemspec|ru)$|(?:^|\/)(?:Gemfile|Rakefile)$/i, ruby],
  [/\.exs?$/i, elixir],
  [/\.rs$/i, rust],
  [/\.lua$/i, lua],
  [/\.r$/i, r],
  [/\.psm?1$/i, powershell],
  [/\.fish$/i, fish],
  [/\.(?:bat|cmd)$/i, batch],
  [
    /\.(?:sh|bash|zsh|ksh)$|(?:^|\/)\.?(?:bash(?:rc|_profile|_login|_aliases)|z(?:shrc|shenv|profile|login)|profile|kshrc)$/i,
    loginProfile,
  ],
  [/\.tfvars\.json$|\.tf\.json$/i, () => null],
  [/\.(?:tf|tfvars|tofu)$/i, terraform],
  [/\.jsonc?5?$/i, json],
  [/\.ya?ml$/i, yaml],
  [/\.toml$/i, toml],
  [/\.(?:properties|ini|cfg|conf)$|(?:^|\/)\.npmrc$/i, properties],
  [/\.(?:http|rest|hurl)$/i, request],
  [/\.(?:md|markdown|mdx|rst|txt|adoc|asciidoc|org)$|(?:^|\/)(?:README|CHANGELOG|NOTES)$/i, prose],
];

/** A longer line is generated, and no one reviews a suggestion on it; the bound also keeps every pattern fast. */
const maximumLine = 600;

/** True when a place may get a suggestion, as far as is known without its file. */
export function isReplaceable({ address, excerpt, encoding, line, endLine }: Place): boolean {
  const { path, container } = address;
  if (path === null || container.length > 0 || encoding.length > 0) return false;
  if (excerpt.partial || line !== endLine || excerpt.text.length > maximumLine) return false;
  // The first line of a file without an ending may name its language.
  return rewriterOf(path) !== null || !path.slice(path.lastIndexOf("/") + 1).includes(".");
}

function aroundLine(file: string | null, line: number): Pick<Target, "above" | "below"> {
  const lines = file?.split("\n") ?? [];
  return { above: lines.slice(0, line - 1).join("\n"), below: lines.slice(line).join("\n") };
}

function rewriterOf(path: string): Rewriter | null {
  return rewriters.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/**
 * The line of a place, changed to read the key from its environment variable; null when no replacement is safe.
 * @param file the whole file, which is checked later; null when only the line is known and must prove everything
 */
export function suggestReplacement(
  place: Place,
  key: Pick<KeyReport, "kind" | "masked">,
  file: string | null = null,
): Suggestion | null {
  const { address, excerpt } = place;
  if (address.path === null || !isReplaceable(place)) return null;
  const line = excerpt.text.replace(/\r$/, "");
  // Reviewers must be able to see what they accept.
  if (changesDirection(line) || line.includes("\n") || line.includes("\r")) return null;
  const { start, end } = excerpt;
  if (line.slice(start, end) !== key.masked) return null;
  const path = languagePath(address.path, file);
  const rewriter = rewriterOf(path);
  if (rewriter === null) return null;
  const before = line.slice(0, start);
  const after = line.slice(end);
  const variable = variableIn(before, key.kind);
  const target: Target = {
    line,
    start,
    end,
    before,
    after,
    path,
    file,
    ...aroundLine(file, place.line),
    kind: key.kind,
    variable,
  };
  const rewritten = usedAsName(target) ?? (isNoValue(target) ? null : rewriter(target));
  if (rewritten === null || rewritten.text === line || rewritten.text.includes(key.masked)) return null;
  return fallsBackOnItself(target, rewritten.text) ? null : rewritten;
}
