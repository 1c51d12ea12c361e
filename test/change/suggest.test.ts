import { describe, expect, test } from "vitest";
import { judgePlace } from "../../src/change/judge-place.ts";
import { lineEdit } from "../../src/change/judged-suggestion.ts";
import { suggestReplacement } from "../../src/report/suggestion/suggest.ts";
import { isSafeEdit } from "../../src/syntax/safe-edit.ts";
import { makePlace, makeReportedKey } from "../report/place.ts";

const key = makeReportedKey();

/** What is suggested for the line with `KEY@` in a whole file; null for none. */
async function suggestIn(path: string, file: string): Promise<string | null> {
  const at = file.indexOf("KEY@");
  const line = file.slice(0, at).split("\n").length;
  const source = file.split("\n")[line - 1] ?? "";
  const start = source.indexOf("KEY@");
  const excerpt = {
    text: source.replace("KEY@", key.masked),
    start,
    end: start + key.masked.length,
    partial: false,
  };
  const place = { ...makePlace({ path }), line, endLine: line, excerpt };
  const suggestion = suggestReplacement(place, key);
  if (suggestion === null) return null;
  const text = file.replace("KEY@", `sk-proj-${"0".repeat(40)}`);
  const edit = lineEdit(place, { path, text, replacement: suggestion.text });
  return edit !== null && (await isSafeEdit(edit)) ? suggestion.text : null;
}

const safe: readonly (readonly [path: string, file: string, expected: string])[] = [
  ["a.py", 'import os\n\ndef f():\n    k = "KEY@"\n    return k\n', '    k = os.environ["OPENAI_API_KEY"]'],
  ["a.js", 'const o = {\n  a: 1,\n  k: "KEY@",\n};\n', "  k: process.env.OPENAI_API_KEY,"],
  ["a.go", 'package a\n\nvar (\n\tk = "KEY@"\n)\n', '\tk = os.Getenv("OPENAI_API_KEY")'],
  ["A.java", 'class A {\n  String k = "KEY@";\n}\n', '  String k = System.getenv("OPENAI_API_KEY");'],
  ["a.kt", 'object A {\n  const val K = "KEY@"\n}\n', '  val K = System.getenv("OPENAI_API_KEY")'],
  ["a.rb", 'class A\n  K = "KEY@"\nend\n', '  K = ENV.fetch("OPENAI_API_KEY")'],
  ["a.php", "<?php\nfunction f() {\n  $k = 'KEY@';\n}\n", "  $k = getenv('OPENAI_API_KEY');"],
  [
    "a.c",
    'int main(void) {\n  const char *k = "KEY@";\n  return 0;\n}\n',
    '  const char *k = getenv("OPENAI_API_KEY");',
  ],
];

test.each(safe)("suggests the change of a line in %s where an expression is allowed", async (path, file, expected) => {
  expect(await suggestIn(path, file)).toBe(expected);
});

const unsafe: readonly (readonly [path: string, where: string, file: string])[] = [
  ["a.py", "a docstring", 'def f():\n    """Uses a key:\n    k = "KEY@"\n    """\n'],
  ["a.py", "a string over several lines", 'text = """\nk = "KEY@"\n"""\n'],
  ["a.py", "a pattern", 'match k:\n    case "KEY@":\n        pass\n'],
  ["a.py", "a type", 'from typing import Literal\nk: Literal["KEY@"]\n'],
  ["a.js", "a template over several lines", "const t = `\n  k: 'KEY@',\n`;\n"],
  ["a.ts", "an enum", 'enum A {\n  K = "KEY@",\n}\n'],
  ["a.ts", "a literal type", 'type A =\n  | "KEY@"\n  | "b";\n'],
  ["a.go", "a constant block", 'package a\n\nconst (\n\tk = "KEY@"\n)\n'],
  ["a.go", "a raw string over several lines", 'package a\n\nvar t = `\nk = "KEY@"\n`\n'],
  ["A.java", "an annotation", 'class A {\n  @Value(\n    "KEY@"\n  )\n  String k;\n}\n'],
  ["A.java", "a text block", 'class A {\n  String t = """\n    k = "KEY@"\n    """;\n}\n'],
  ["a.rs", "an element of a static array", 'static K: [&str; 1] = [\n    "KEY@",\n];\n'],
  ["a.cs", "an attribute", 'class A {\n  [Key(\n    "KEY@"\n  )]\n  string k;\n}\n'],
  ["a.cs", "a raw string", 'class A {\n  string t = """\n    k = "KEY@"\n    """;\n}\n'],
  ["a.php", "a heredoc", "<?php\n$t = <<<A\n  k = 'KEY@';\nA;\n"],
  ["a.php", "a property", "<?php\nclass A {\n  public $k =\n    'KEY@';\n}\n"],
  ["a.rb", "a heredoc", 't = <<~A\n  k = "KEY@"\nA\n'],
  ["a.kt", "a raw string", 'val t = """\n  k = "KEY@"\n"""\n'],
  ["a.c", "the initial value of a global variable", 'const char *k =\n  "KEY@";\n'],
  ["a.tf", "the default of a variable", 'variable "k" {\n  default = "KEY@"\n}\n'],
  [
    ".github/workflows/a.yml",
    "the default of an input",
    "on:\n  workflow_call:\n    inputs:\n      k:\n        default: KEY@\n",
  ],
];

test.each(unsafe)("in %s suggests nothing in %s", async (path, _where, file) => {
  expect(await suggestIn(path, file)).toBeNull();
});

test.each([
  ["brings a new error", "k = f(", false],
  ["swallows the lines after it", 'k = """', false],
  ["is complete", "k = f()", true],
])("judges a change that %s by the result", async (_what, replacement, expected) => {
  const [first, line, rest] = ["import f\n", 'k = "0000"', "\nm = 1\n"];
  const [start, end] = [first.length, first.length + line.length];
  const key = { start: end - 5, end: end - 1 };
  const edit = { path: "a.py", text: first + line + rest, line: { start, end }, key, replacement };
  expect(await isSafeEdit({ ...edit, puts: "expression" })).toBe(expected);
});

test("suggests nothing where the file cannot be understood around the key", async () => {
  expect(await suggestIn("a.py", 'def ((:\n  k = "KEY@"\n')).toBeNull();
});

test("suggests nothing when the file has another line at the place", () => {
  const place = makePlace({ path: "a.py" });
  expect(lineEdit(place, { path: "a.py", text: "x = 1\n", replacement: "y" })).toBeNull();
});

describe("bytes", () => {
  const secret = `sk-proj-${"0".repeat(40)}`;
  const judge = (line: string, encoding: "utf8" | "latin1" = "utf8", before = "", after = "\nx = 1\n") => {
    const start = line.indexOf("KEY@");
    const excerpt = { text: line.replace("KEY@", key.masked), start, end: start + key.masked.length, partial: false };
    const row = before.split("\n").length;
    const place = { ...makePlace({ path: "a.py" }), line: row, endLine: row, excerpt };
    return judgePlace(place, key, Buffer.from(before + line.replace("KEY@", secret) + after, encoding), new Set());
  };

  test("a file that is not UTF-8 gets no suggestion, whichever line is not", async () => {
    expect(await judge('k = "KEY@"  # café')).not.toBeNull();
    expect(await judge('k = "KEY@"  # café', "latin1")).toBeNull();
    expect(await judge('k = "KEY@"', "latin1", "# café\n")).toBeNull();
  });

  test("tabs, blanks at the end and a byte order mark stay", async () => {
    const read = 'os.environ["OPENAI_API_KEY"]';
    expect((await judge('\tk\t= "KEY@"  \t', "utf8", "if a:\n"))?.text).toBe(`\tk\t= ${read}  \t`);
    expect((await judge('\ufeffk = "KEY@"'))?.text).toBe(`\ufeffk = ${read}`);
    expect((await judge('k = "KEY@"', "utf8", "\ufeffimport os\n"))?.text).toBe(`k = ${read}`);
    // The end of the line is no part of it.
    expect((await judge('k = "KEY@" \r', "utf8", "import os\r\n", "\nx = 1\r\n"))?.text).toBe(`k = ${read} `);
  });
});

test.each([
  ["nested deeper than people write", "a.py", 'k = "KEY@"\n', `x = ${"(".repeat(500)}1${")".repeat(500)}\n`],
  ["with a variable of a thousand uses", "a.rs", 'fn f() {\n    let k = "KEY@";\n', `${"    g(k);\n".repeat(1100)}}\n`],
  [
    "with a constant of a thousand uses",
    "A.java",
    'class A {\n  static final String K = "KEY@";\n  void f() {\n',
    `${"    g(K);\n".repeat(1100)}  }\n}\n`,
  ],
])("suggests nothing in a file %s, which would take long to judge", async (_how, path, before, after) => {
  expect(await suggestIn(path, before + after)).toBeNull();
  // The same with less of it.
  const few = after.replace(/^(x = )\(+1\)+/, "$11").replace(/(^ +g\(\w\);\n)+/m, "    g(k);\n");
  expect(await suggestIn(path, before + few)).not.toBeNull();
});
