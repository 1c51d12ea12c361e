/** The program that a script names in its first line, and the ending of that language's files. */
const interpreters: readonly (readonly [RegExp, string])[] = [
  [/^(?:python|pypy)[\d.]*$/, "py"],
  [/^(?:node|nodejs|bun|zx)$/, "js"],
  [/^(?:tsx|ts-node)$/, "ts"],
  [/^(?:ba|da|k|z|a)?sh$/, "sh"],
  [/^fish$/, "fish"],
  [/^ruby[\d.]*$/, "rb"],
  [/^php[\d.]*$/, "php"],
  [/^(?:lua[\d.]*|luajit)$/, "lua"],
  [/^Rscript$/, "r"],
  [/^pwsh$/, "ps1"],
  [/^elixir$/, "exs"],
  [/^make$/, "mk"],
];

/**
 * The path by whose ending a file's language is known: that of a script without an ending, such as `bin/deploy`, gets
 * the one of the interpreter in its first line (`#!/usr/bin/env -S python3 -u`).
 * @param file the whole text, or null when it was not read
 */
export function languagePath(path: string, file: string | null): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.includes(".") || file?.startsWith("#!") !== true) return path;
  const words = (/^#!(.*)/.exec(file)?.[1] ?? "").trim().split(/\s+/);
  const programs = words.map((word) => word.slice(word.lastIndexOf("/") + 1));
  const program = programs[0] === "env" ? programs.slice(1).find((word) => !/^-|=/.test(word)) : programs[0];
  const ending = interpreters.find(([pattern]) => pattern.test(program ?? ""))?.[1];
  return ending === undefined ? path : `${path}.${ending}`;
}
