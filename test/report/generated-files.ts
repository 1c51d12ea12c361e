import fc from "fast-check";
import type { GrammarName } from "../../src/syntax/grammar.ts";

/*
 * Files of every language with a grammar, made of parts: literals with a key, expressions around them, statements around
 * those, and a file around all. `§` is the place of what is inside, and `KEY` that of the key.
 */
interface Language {
  readonly path: string;
  /** `§` is the text beside the key; the key is `KEY`. */
  readonly literals: readonly string[];
  readonly expressions: readonly string[];
  readonly statements: readonly string[];
  readonly files: readonly string[];
}

const double = ['"KEY"', '"§KEY"', '"KEY§"', '"§ KEY §"'];
const quoted = [...double, "'KEY'", "'§KEY'", "'Bearer KEY§'"];
const calls = ["f(§)", "f(1, §, 2)", "f(\n    1,\n    §,\n  )", "(§)", "a[§]", "§ + b", "a + §", "a == §"];
const noTrailingComma = calls.map((call) => call.replace("§,\n", "§\n"));

const javascript: Language = {
  path: "a.js",
  literals: [...quoted, "`KEY`", "`§KEY`", `\`\${a}KEY\``],
  expressions: [
    ...calls,
    "{ k: §, j: 1 }",
    "[§,\n  1]",
    "b ? § : c",
    "b ?? §",
    "(() => §)",
    "await §",
    "new A(§)",
    "§.x",
  ],
  statements: [
    "const k = §;",
    "x.k = (§);",
    "g(§);",
    "if (§) g();",
    "throw §;",
    "const { k = § } = x;",
    "switch (§) { default: }",
  ],
  files: [
    "§",
    'import x from "x";\nexport async function f() {\n  §\n}\n',
    "// it's\nclass A {\n  async f() {\n    §\n  }\n}\n",
  ],
};

export const languages: Readonly<Record<GrammarName, Language>> = {
  javascript,
  typescript: {
    ...javascript,
    path: "a.ts",
    expressions: [...javascript.expressions, "(§ as string)", "(§ satisfies string)", "f<string>(§)"],
    statements: [...javascript.statements, "let k: string = §;", "type T = typeof x;\ng(§);"],
  },
  tsx: {
    ...javascript,
    path: "a.tsx",
    literals: double.slice(0, 2),
    expressions: ["f(§)", "<A k={§} />", "<A>{§}</A>", "(§)", "b ? § : c"],
  },
  python: {
    path: "a.py",
    literals: [...quoted, 'f"{a}KEY"', 'f"§KEY"', 'r"KEY"', '"""KEY"""', 'b"KEY"'],
    expressions: [
      ...calls,
      '{"k": §}',
      "[§, 1]",
      "(§,)",
      "§ if b else c",
      "b or §",
      "lambda: §",
      "not §",
      "§[0]",
      "await §",
    ],
    statements: [
      "k = §",
      "k: str = §",
      "return §",
      "assert §",
      "g(k=§)",
      "with a(§) as b:\n        pass",
      "yield §",
      "raise A(§)",
    ],
    files: [
      "async def f():\n    §\n",
      '"""a\'s"""\nimport os\n\n\nclass A:\n  async def f(self):\n    §\n',
      "# it's\ndef g(): pass\nasync def f():\n    §\n\n    h()\n",
    ],
  },
  go: {
    path: "a.go",
    literals: [...double, "`KEY`", "`§KEY`"],
    expressions: [
      ...calls,
      "[]string{§}",
      'map[string]string{\n\t"a": §,\n\t}',
      "A{K: §}",
      "&A{§}",
      "[]byte(§)",
      "§[0]",
    ],
    statements: [
      "k := §\n\t_ = k",
      "g(§)",
      "return §",
      "var k = §",
      "if a == §[1:] {\n\t}",
      "switch a {\n\tcase §:\n\t}",
      "c <- §",
    ],
    files: [
      "package a\n\nfunc f() string {\n\t§\n}\n",
      'package a\n\nimport "os"\n\n// it\'s\nfunc (a *A) f() string {\n\tdefer func() {\n\t§\n\t}()\n}\n',
    ],
  },
  java: {
    path: "A.java",
    literals: double,
    expressions: [
      ...noTrailingComma,
      "new String[] {§}",
      "b ? § : c",
      "§.trim()",
      "(String) §",
      "(() -> §)",
      "new A(§)",
    ],
    statements: [
      "String k = §;",
      "g(§);",
      "return §;",
      "throw new A(§);",
      "switch (a) {\n  case 1 -> g(§);\n  default -> {}\n}",
    ],
    files: [
      "class A {\n  String f() {\n    §\n  }\n}\n",
      '// it\'s\nclass A {\n  @Key("a")\n  void f() {\n    Runnable r = () -> {\n    §\n    };\n  }\n}\n',
    ],
  },
  kotlin: {
    path: "a.kt",
    literals: [...double, '"$a KEY"', '"""KEY"""'],
    expressions: [...calls, 'mapOf("a" to §)', "if (b) § else c", "b ?: §", "§.trim()", "listOf(§)", "f { § }"],
    statements: [
      "val k = §",
      "g(§)",
      "return §",
      "throw A(§)",
      "val l: String = §",
      "when (a) {\n    1 -> g(§)\n    else -> g()\n  }",
    ],
    files: ["fun f(): String {\n  §\n}\n", "// it's\nclass A {\n  fun f() {\n    §\n  }\n}\n"],
  },
  scala: {
    path: "a.scala",
    literals: [...double, '"""KEY"""', 's"$a KEY"'],
    expressions: [...noTrailingComma.slice(0, 4), '"a" -> §', "Seq(§, b)", "if (b) § else c", "§.trim", "new A(§)"],
    statements: [
      "val k = §",
      "g(§)",
      "val l: String = §",
      "throw new A(§)",
      "a match {\n    case 1 => §\n    case _ => b\n  }",
    ],
    files: [
      "object A {\n  def f() = {\n    §\n  }\n}\n",
      "// it's\nclass A {\n  def f() = {\n    §\n    g()\n  }\n}\n",
    ],
  },
  csharp: {
    path: "A.cs",
    literals: [...double, '@"KEY"', '$"{a} KEY"', '"""KEY"""'],
    expressions: [
      ...noTrailingComma,
      "new[] { § }",
      "new A { K = § }",
      "b ? § : c",
      "b ?? §",
      "§.Trim()",
      "(() => §)",
      "await F(§)",
    ],
    statements: ["var k = §;", "string l = §;", "G(§);", "return §;", "throw new A(§);", 'd["a"] = §;'],
    files: [
      "class A {\n  string F() {\n    §\n  }\n}\n",
      "using System;\n\n// it's\nclass A\n{\n    async Task F()\n    {\n        if (a)\n        {\n            §\n        }\n    }\n}\n",
    ],
  },
  c: {
    path: "a.c",
    literals: ['"KEY"', '"§KEY"'],
    expressions: ["f(§)", "f(1, §, 2)", "f(\n    1,\n    §)", "(§)", "a ? § : c", "§[0]", "(char *)§"],
    statements: [
      "const char *k = §;",
      "g(§);",
      "return §;",
      "x->k = §;",
      "const char *l[] = {§};",
      "struct a b = {.k = §};",
    ],
    files: [
      "char *f(void) {\n  §\n}\n",
      "#include <stdio.h>\n/* it's */\n#define A 1\nint f(int a) {\n  while (a) {\n    §\n  }\n}\n",
    ],
  },
  cpp: {
    path: "a.cpp",
    literals: ['"KEY"', '"§KEY"', 'R"(KEY)"', 'u8"KEY"'],
    expressions: [
      "f(§)",
      "f(1, §, 2)",
      "std::string(§)",
      "(§)",
      "a ? § : c",
      "std::vector<A>{§}",
      "A{§}",
      "[&] { return §; }()",
    ],
    statements: ["auto k = §;", "std::string l = §;", "g(§);", "return §;", "throw A(§);", "for (auto m : f(§)) {}"],
    files: [
      "int f() {\n  §\n}\n",
      "#include <string>\n// it's\nnamespace a {\nclass A {\n  int f() {\n    §\n  }\n};\n}\n",
    ],
  },
  php: {
    path: "a.php",
    literals: [...quoted, '"$a KEY"', '"{$a->b} KEY"'],
    expressions: [
      "f(§)",
      "f(1, §, 2)",
      "f(\n    1,\n    §,\n)",
      "(§)",
      "$a[§]",
      "['k' => §]",
      "$b ?: §",
      "$b ?? §",
      "new A(§)",
      "'a' . §",
      "fn() => §",
    ],
    statements: [
      "$k = §;",
      "g(§);",
      "return §;",
      "echo §;",
      "throw new A(§);",
      "$this->k = §;",
      "$x = match ($a) { 1 => §, default => 2 };",
    ],
    files: [
      "<?php\nfunction f() {\n    §\n}\n",
      "<p>it's</p>\n<?php\n// it's\nclass A {\n    function f($a = 1) {\n        §\n    }\n}\n",
    ],
  },
  ruby: {
    path: "a.rb",
    literals: [...quoted, '"#{a} KEY"', "%q(KEY)"],
    expressions: [...calls, "{ k: § }", '{ "a" => § }', "[§, 1]", "(b ? § : c)", "b || §", "f(k: §)", "-> { § }"],
    statements: ["k = §", "g §", "return §", "raise A, §", "@k ||= §", "x[:k] = §", "g if §"],
    files: ["def f\n  §\nend\n", "# it's\nclass A\n  def f\n    h do |a|\n      §\n    end\n  end\nend\n"],
  },
  elixir: {
    path: "a.ex",
    literals: ['"KEY"', '"§KEY"', '"#{a} KEY"', "~s(KEY)"],
    expressions: ["f(§)", "f(1, §, 2)", "(§)", "[§, 1]", "{:a, §}", "%{k: §}", "§ <> b", "a |> f(§)", "fn -> § end"],
    statements: ["k = §", "g(§)", "raise §", "if a, do: §", "case a do\n      1 -> §\n    end"],
    files: [
      "defmodule A do\n  def f do\n    §\n  end\nend\n",
      '# it\'s\ndefmodule A do\n  @moduledoc "a"\n  def f(a) do\n    §\n    a\n  end\nend\n',
    ],
  },
  rust: {
    path: "a.rs",
    literals: ['"KEY"', '"§KEY"', 'r"KEY"', 'r#"KEY"#', 'b"KEY"'],
    expressions: [
      "f(§)",
      "f(1, §, 2)",
      "f(\n        1,\n        §,\n    )",
      "(§)",
      "§.to_string()",
      "String::from(§)",
      "a == §",
      "Some(§)",
      "vec![§]",
      "&§",
    ],
    statements: [
      "let k = §;",
      "let l: String = §;",
      "g(§);",
      "return §;",
      "let m = if a { § } else { b };",
      "match a {\n        1 => g(§),\n        _ => {}\n    }",
    ],
    files: [
      "fn f() {\n    §\n}\n",
      "// it's\nuse a::b;\n\nimpl<'a> A<'a> {\n    async fn f(&'a self) {\n        §\n        h();\n    }\n}\n",
    ],
  },
  lua: {
    path: "a.lua",
    literals: [...quoted, "[[KEY]]"],
    expressions: ["f(§)", "f(1, §, 2)", "(§)", "{ k = § }", "{ §, 1 }", "b or §", "§ .. b", "a .. §", "#§"],
    statements: ["local k = §", "g(§)", "x.k = §", "if a == § then g() end", "error(§)"],
    files: [
      "function f()\n  §\nend\n",
      "-- it's\nlocal A = {}\nfunction A:f()\n  for i = 1, 2 do\n    §\n  end\nend\n",
    ],
  },
  powershell: {
    path: "a.ps1",
    literals: [...double, "'KEY'", "'§KEY'", '"$a KEY"'],
    expressions: ["(F §)", "@{ K = § }", "@(§, 1)", "(§)", "[A]::F(§)", "($a -eq §)"],
    statements: ["$k = §", "F -K §", "return §", "throw §", "if ($a -eq §) { G }", "$x.K = §"],
    files: ["function F {\n  §\n}\n", "# it's\nparam($a)\nforeach ($b in $a) {\n  §\n  G\n}\n"],
  },
  bash: {
    path: "a.sh",
    literals: ["KEY", '"KEY"', "'KEY'", '"§KEY"', "'Bearer KEY'", '"$a KEY"'],
    expressions: ["§", 'a"$(f §)"', "§ b", "--k=§"],
    statements: [
      "K=§",
      "export K=§",
      "f §",
      "curl -H §  # it's",
      "[ -n § ] && g",
      "f() { g §; }",
      "f \\\n  §",
      "case $a in\n  *) f § ;;\nesac",
    ],
    files: ["§\n", "#!/bin/bash\n# it's\nif a; then\n  §\nfi\n", "for a in b; do\n  §\n  g 'a' \"b\"\ndone\n"],
  },
  terraform: {
    path: "a.tf",
    literals: ['"KEY"', '"§KEY"', '"$' + '{a.b} KEY"'],
    expressions: ["f(§)", "f(1, §)", "[§, 1]", "{ k = § }", "(§)", "a ? § : b"],
    statements: ["k = §", "b {\n    k = §\n  }", "l = f(§)", "m = {\n    a = §\n  }"],
    files: [
      'resource "a" "b" {\n  §\n}\n',
      "# it's\nlocals {\n  §\n}\n",
      'variable "a" {\n  default = 1\n}\nmodule "b" {\n  §\n  c = 1\n}\n',
    ],
  },
  json: {
    path: ".mcp.json",
    literals: double,
    expressions: ["[§, 1]", '{ "k": § }', '{\n  "a": 1,\n  "k": §\n}'],
    statements: ["§"],
    files: ["§\n", '{ "mcpServers": { "a": { "env": § } } }\n'],
  },
  yaml: {
    path: "compose.yaml",
    literals: ["KEY", '"KEY"', "'KEY'", '"§KEY"', "'Bearer KEY'", "Bearer KEY"],
    expressions: ["§", "[§, 1]", "{ k: § }", "!!str §", "&a §"],
    statements: ["k: §", "- §\n      - a", "k: §  # it's", "? a\n      : §", "- k: §\n        j: 1"],
    files: ["services:\n  a:\n    b:\n      §\n", "# it's\nx: |\n  a\nservices:\n  a:\n    b:\n      §\n    c: 1\n"],
  },
  toml: {
    path: "supabase/config.toml",
    literals: ['"KEY"', "'KEY'", '"§KEY"', '"""KEY"""'],
    expressions: ["§", "[§, 1]", "{ k = § }"],
    statements: ["k = §", '"a.b" = §  # it\'s'],
    files: ["§\n", "# it's\n[a]\nb = 1\n§\nc = '''\na\n'''\n"],
  },
};

/** What is beside the key in its literal: nothing that needs to be escaped, and what gives trouble where it is not. */
const beside = fc.constantFrom(
  "",
  "Bearer ",
  "a",
  "é",
  "{",
  "}",
  "%",
  "%s",
  "$",
  "#",
  "\\n",
  "\\u00e9",
  "\\\\",
  "'s ",
  "🔑 ",
  "  ",
  "\t",
  "${",
  "{{x}}",
  "@",
  "//",
  "/*",
);

/** A file of a language with one `KEY`, which may not parse. */
export function fileOf({ literals, expressions, statements, files }: Language): fc.Arbitrary<string> {
  const inside = (outer: string, inner: string) => outer.replaceAll("§", () => inner);
  const literal = fc.tuple(fc.constantFrom(...literals), beside).map(([form, text]) => inside(form, text));
  const expression = fc
    .tuple(literal, fc.array(fc.constantFrom(...expressions), { maxLength: 2 }))
    .map(([first, around]) => around.reduce((inner, outer) => inside(outer, inner), first));
  return fc
    .tuple(expression, fc.constantFrom(...statements), fc.constantFrom(...files))
    .map(([inner, statement, file]) => inside(file, inside(statement, inner)));
}
