import { makeKey } from "../test/keys.ts";
import { generator, sourceLines } from "./generated-text.ts";
import { commitCommand, importedRepository } from "./import-repository.ts";

const commits = 7_000;
/** Folders at each level, so that a file is five folders deep. */
const fanOut = [6, 5, 4, 3];
const fileBytes = 12_000;
const places = 40;

/** A packed repository of 7,000 commits, every eighth a merge, with 60,000 trees, and keys in 40 places. */
export function findingsRepository(): Promise<string> {
  return importedRepository("keyhawk-bench-findings-1.git", commitsWithKeys, "repacked");
}

/** Now and then a side branch of a few commits is created and merged. */
function* commitsWithKeys(): Generator<string> {
  const random = generator(2);
  const paths = pathsBelow("src", fanOut);
  const files = new Map(sourceLines(paths.length, fileBytes).map((lines, index) => [paths[index] ?? "", lines]));
  const keys = [...keyPlaces(random, paths)];
  let main = 0;
  for (let mark = 1; mark <= commits; mark++) {
    const changed = new Map<string, string>();
    for (let edit = 0; edit < 2; edit++) {
      const path = paths[Math.floor(random() * paths.length)] ?? "";
      const lines = files.get(path) ?? [];
      lines[Math.floor(random() * lines.length)] = `  const value${mark}_${edit} = ${Math.floor(random() * 1e9)};`;
      changed.set(path, lines.join("\n"));
    }
    for (const { from, until, path, key } of keys) {
      const lines = files.get(path) ?? [];
      if (mark === from) lines.splice(10, 0, `OPENAI_API_KEY=${key}`);
      if (mark === until) lines.splice(lines.indexOf(`OPENAI_API_KEY=${key}`), 1);
      if (mark === from || mark === until) changed.set(path, lines.join("\n"));
    }
    if (mark === 1) for (const [path, lines] of files) changed.set(path, lines.join("\n"));
    const isSide = mark > 1 && mark % 8 > 4;
    const isMerge = mark > 8 && mark % 8 === 0;
    const parents = mark === 1 ? [] : isMerge ? [main, mark - 1] : [isSide && mark % 8 > 5 ? mark - 1 : main];
    yield commitCommand({ mark, ref: isSide ? "refs/heads/side" : "refs/heads/main", parents, files: changed });
    if (!isSide) main = mark;
  }
}

interface KeyPlace {
  readonly path: string;
  readonly key: string;
  /** Numbers of the commits that add and remove it. */
  readonly from: number;
  readonly until: number;
}

/** The next commit removes some keys; others remain while their file changes. */
function* keyPlaces(random: () => number, paths: readonly string[]): Generator<KeyPlace> {
  for (let place = 0; place < places; place++) {
    const from = 10 + Math.floor(random() * (commits - 1_500));
    const until = from + (place % 2 === 0 ? 1 : 200 + Math.floor(random() * 1_000));
    yield {
      path: paths[Math.floor(random() * paths.length)] ?? "",
      key: makeKey("openai-project-key", `bench:${place}`),
      from,
      until,
    };
  }
}

function pathsBelow(folder: string, [count, ...deeper]: readonly number[]): string[] {
  if (count === undefined) return ["a.ts", "b.ts"].map((name) => `${folder}/${name}`);
  return Array.from({ length: count }, (_, index) => pathsBelow(`${folder}/part${index}`, deeper)).flat();
}
