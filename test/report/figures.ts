import { outcomeOf, type Shape, shapes } from "./shapes.ts";

/** The languages as a reader names them, by the names of the files of cases. */
const names: Readonly<Record<string, string>> = {
  bash: "Shell",
  c: "C",
  cpp: "C++",
  csharp: "C#",
  elixir: "Elixir",
  go: "Go",
  java: "Java",
  javascript: "JavaScript",
  json: "JSON",
  kotlin: "Kotlin",
  lua: "Lua",
  notebook: "notebooks",
  other: "without a grammar: Swift, Dart, Groovy, R, makefiles, Dockerfiles and others",
  php: "PHP",
  powershell: "PowerShell",
  python: "Python",
  ruby: "Ruby",
  rust: "Rust",
  scala: "Scala",
  terraform: "Terraform",
  toml: "TOML",
  tsx: "TSX",
  typescript: "TypeScript",
  yaml: "YAML",
};

const outcomes = new Map<Shape, ReturnType<typeof outcomeOf>>();

/** What the whole file of a shape gets; decided once. */
export function outcomeOnce(shape: Shape): ReturnType<typeof outcomeOf> {
  const outcome = outcomes.get(shape) ?? outcomeOf(shape);
  outcomes.set(shape, outcome);
  return outcome;
}

/** A page with the figures of all cases between `<!-- generated: figures -->` and `<!-- end -->`. */
export async function withFigures(page: string): Promise<string> {
  const rows = await Promise.all(Object.keys(names).map(rowOf));
  const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
  const table = [
    ["language", "files tried", "suggested", "refused"],
    ["---", "---:", "---:", "---:"],
    ...rows.toSorted(([a], [b]) => String(a).localeCompare(String(b), "en")),
    ["all", sum(1), sum(2), sum(3)],
  ];
  const lines = table.map((cells) => (cells[0] === "---" ? `|${cells.join("|")}|` : `| ${cells.join(" | ")} |`));
  return page.replace(
    /(<!-- generated: figures -->\n)[\s\S]*?(?=<!-- end -->)/,
    (_all, start: string) => `${start}\n${lines.join("\n")}\n\n`,
  );
}

async function rowOf(language: string): Promise<readonly (string | number)[]> {
  const tried = shapes.filter((shape) => shape.language === language);
  const results = await Promise.all(tried.map(outcomeOnce));
  const suggested = results.filter(({ after }) => after !== null).length;
  return [names[language] ?? language, tried.length, suggested, tried.length - suggested];
}
