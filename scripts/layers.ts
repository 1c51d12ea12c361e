import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/**
 * Who may import whom in `src/`, lowest first: a folder may import those before it, except where `not` says otherwise.
 * Shells come last and never import each other. `docs/architecture.md` explains the order.
 */
export const layers: readonly Layer[] = [
  { name: "failure", except: ["detect"] },
  { name: "safe-address", except: ["detect"] },
  { name: "make-folder", except: ["detect"] },
  { name: "version" },
  { name: "node-version" },
  { name: "command-entry" },
  { name: "http", except: ["detect", "source", "policy", "report", "scan"] },
  { name: "syntax", except: ["detect", "source", "policy", "report", "scan"] },
  { name: "detect" },
  { name: "source" },
  { name: "policy" },
  { name: "report" },
  { name: "scan", not: ["report"] },
  { name: "github", not: ["scan"] },
  { name: "respond", not: ["scan", "github"] },
  { name: "incident", not: ["scan", "github"] },
  { name: "scan-history" },
  { name: "change" },
  { name: "index", not: ["report", "github", "respond", "incident", "scan-history", "change"] },
  { name: "check-node" },
  { name: "app", shell: true },
  { name: "action", shell: true },
  { name: "cli", shell: true },
];

/** Imports that the order forbids and that are there on purpose. */
const doors: readonly (readonly [from: string, to: string])[] = [
  // The command `serve` opens the App, and only when it is asked for.
  ["cli/program.ts", "app/serve.ts"],
  ["cli/app-package.ts", "app/serve.ts"],
  // So does `incidents`, whose database is the App's.
  ["cli/incidents/incidents-command.ts", "app/incidents/administer.ts"],
  ["cli/app-package.ts", "app/incidents/administer.ts"],
  ["cli/history/history-command.ts", "app/incidents/administer.ts"],
  ["cli/history/render.ts", "app/history/history-request.ts"],
  ["cli/history/progress.ts", "app/history/history-request.ts"],
  // And `doctor`, which checks the App's settings.
  ["cli/doctor-command.ts", "app/doctor/doctor.ts"],
  ["cli/app-package.ts", "app/doctor/doctor.ts"],
];

/** A folder directly below `src/`, or a file there without its ending. */
interface Layer {
  readonly name: string;
  /** Lower layers that it may not import. */
  readonly not?: readonly string[];
  /** Higher layers that may not import it. */
  readonly except?: readonly string[];
  /** True for an entry point, which no other layer imports. */
  readonly shell?: boolean;
}

/** An import within `src/`; both ends are paths below it with `/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import between the files of a folder: of values and of types, static and dynamic, and re-exports. */
export function importsBelow(folder: string): readonly Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.sort().flatMap((file) => {
    const path = join(folder, file);
    return specifiersOf(path, readFileSync(path, "utf8")).flatMap((specifier) => {
      if (!specifier.startsWith(".")) return [];
      const to = relative(folder, resolve(dirname(path), specifier));
      return to.startsWith("..") ? [] : [{ from: slashed(file), to: slashed(to) }];
    });
  });
}

function specifiersOf(path: string, text: string): readonly string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found: string[] = [];
  const add = ({ source }: { readonly source: unknown }) => {
    const value = (source as { readonly value?: unknown } | null)?.value;
    if (typeof value === "string") found.push(value);
  };
  new Visitor({
    ImportDeclaration: add,
    ExportAllDeclaration: add,
    ExportNamedDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
  }).visit(program);
  return found;
}

/** A sentence for each import that the layers forbid, and for each circle of files or of neighbouring folders. */
export function violations(imports: readonly Import[]): readonly string[] {
  return [...imports.flatMap(forbidden), ...circles(imports)];
}

function forbidden({ from, to }: Import): readonly string[] {
  if (doors.some(([door, behind]) => door === from && behind === to)) return [];
  const [importer, imported] = [layerOf(from), layerOf(to)];
  if (importer === imported) return [];
  const [high, low] = [
    layers.findIndex(({ name }) => name === importer),
    layers.findIndex(({ name }) => name === imported),
  ];
  if (high < 0 || low < 0) return [`src/${high < 0 ? from : to} is in no layer: add it to scripts/layers.ts.`];
  const [upper, lower] = [layers[high] as Layer, layers[low] as Layer];
  const allowed = low < high && !lower.shell && !upper.not?.includes(lower.name) && !lower.except?.includes(upper.name);
  return allowed ? [] : [`src/${from} imports src/${to}: ${importer} may not import ${imported}.`];
}

function layerOf(path: string): string {
  return path.replace(/\/.*$/, "").replace(/\.ts$/, "");
}

function circles(imports: readonly Import[]): readonly string[] {
  const folders = new Map<string, Map<string, Set<string>>>();
  const files = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    connect(files, from, to);
    const [a, b] = [from.split("/").slice(0, -1), to.split("/").slice(0, -1)];
    let depth = 0;
    while (depth < a.length && a[depth] === b[depth]) depth++;
    // One of the two stands above the other: a folder's own files may use its parts, and these what they share.
    if (depth === a.length || depth === b.length) continue;
    const parent = a.slice(0, depth).join("/");
    const graph = folders.get(parent) ?? new Map<string, Set<string>>();
    folders.set(parent, graph);
    connect(graph, [...a.slice(0, depth), a[depth]].join("/"), [...b.slice(0, depth), b[depth]].join("/"));
  }
  return [files, ...folders.values()].flatMap((graph) => {
    const circle = circleIn(graph);
    return circle === null ? [] : [`A circle of imports: ${circle.map((path) => `src/${path}`).join(" → ")}.`];
  });
}

function connect(graph: Map<string, Set<string>>, from: string, to: string): void {
  graph.set(from, (graph.get(from) ?? new Set()).add(to));
}

/** A way that ends where it began; null where there is none. */
function circleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | null {
  const done = new Set<string>();
  const follow = (node: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const circle = follow(next, [...way, node]);
      if (circle !== null) return circle;
    }
    done.add(node);
    return null;
  };
  for (const node of graph.keys()) {
    const circle = follow(node, []);
    if (circle !== null) return circle;
  }
  return null;
}

function slashed(path: string): string {
  return path.replaceAll(sep, "/");
}

if (import.meta.main) {
  const found = violations(importsBelow(resolve(import.meta.dirname, "../src")));
  for (const sentence of found) console.error(sentence);
  if (found.length > 0) process.exitCode = 1;
  else console.log("Every import in src/ goes down the layers, and none goes round.");
}
