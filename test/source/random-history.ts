import { execFileSync } from "node:child_process";
import { makeKey, randomText, watermark } from "../keys.ts";
import { openRepository, type TestRepository, temporaryFolder } from "./repository.ts";

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A repository made to be hard to read in delta form: keys that edits split and join, in text and in base64, that
 * move within files and between them, in messages, in merges, beside thousands of tiny changes and a large file.
 */
export function randomHistory(seed: number, commits: number, format: "sha1" | "sha256" = "sha1"): TestRepository {
  const repository = openRepository(temporaryFolder());
  repository.git("init", "--quiet", "--bare", "--initial-branch=main", `--object-format=${format}`);
  const random = numbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const line = () => `${randomText(`${seed}:${random()}`, 10 + below(60))}\n`;
  const key = () => makeKey(random() < 0.7 ? "openai-project-key" : "openai-user-key", `${seed}:${below(5)}`);
  const files = Array.from({ length: 6 }, () => Array.from({ length: 20 + below(60) }, line).join(""));
  files.push(Array.from({ length: 4000 }, line).join(""));
  const script: string[] = [];
  const marks: number[] = [];
  for (let mark = 1; mark <= commits; mark++) {
    const number = below(files.length);
    files[number] = edited(files[number] ?? "", random, key);
    const content = files[number] ?? "";
    const message = random() < 0.03 ? `says ${key()}` : `change ${mark}`;
    const parents = marks.length === 0 ? [] : [marks[Math.max(0, marks.length - 1 - below(4))]];
    if (marks.length > 5 && random() < 0.1) parents.push(marks[below(marks.length)]);
    const [from, ...merged] = parents;
    script.push(
      `commit refs/heads/b${below(3)}`,
      `mark :${mark}`,
      `committer A <a@example.com> ${1_700_000_000 + below(100_000)} +0000`,
      `data ${message.length}\n${message}`,
      ...(from === undefined ? [] : [`from :${from}`]),
      ...[...new Set(merged)].filter((each) => each !== from).map((each) => `merge :${each}`),
      `M 100644 inline dir${below(2)}/f${number}`,
      `data ${content.length}\n${content}`,
    );
    marks.push(mark);
  }
  script.push(
    "reset refs/heads/main",
    `from :${commits}`,
    "",
    "tag v1",
    `from :${commits}`,
    "tagger A <a@example.com> 5 +0000",
  );
  const tag = `tagged ${makeKey("openai-admin-key", String(seed))}`;
  script.push(`data ${tag.length}\n${tag}`, "");
  execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: repository.path, input: script.join("\n") });
  return repository;
}

/** One edit of a person in a hurry: somewhere a key comes, goes, breaks, is mended, or a run of text moves. */
function edited(text: string, random: () => number, key: () => string): string {
  const at = Math.floor(random() * text.length);
  const length = Math.floor(random() * 80);
  const kind = random();
  if (kind < 0.2) return `${text.slice(0, at)}${key()}${text.slice(at)}`;
  if (kind < 0.3) return `${text.slice(0, at)}${Buffer.from(`x: ${key()}`).toString("base64")}${text.slice(at)}`;
  if (kind < 0.45) {
    const whole = key();
    const cut = Math.floor(random() * whole.length);
    return `${text.slice(0, at)}${random() < 0.5 ? whole.slice(0, cut) : whole.slice(cut)}${text.slice(at)}`;
  }
  const anchor = text.indexOf("BlbkFJ");
  if (kind < 0.6 && anchor !== -1)
    return `${text.slice(0, anchor + 3)}${text.slice(anchor + 3 + Math.floor(random() * 4))}`;
  if (kind < 0.7 && anchor !== -1) return `${text.slice(0, anchor)}\n${text.slice(anchor)}`;
  if (kind < 0.85) return `${text.slice(at, at + length)}${text.slice(0, at)}${text.slice(at)}`;
  return `${text.slice(0, at)}${text.slice(at + length)}`;
}

/** Text without an anchor, and text with many in which there is still nothing. */
const surroundings: readonly ((seed: string) => string)[] = [
  // Words of small letters hold no anchor.
  (seed) => randomText(seed, 12_000, "hex").replace(/\d/g, " "),
  (seed) =>
    Array.from({ length: 200 }, (_, line) => {
      const hint = [
        "sess-ion",
        "week_days",
        watermark,
        "sk-proj-",
        "c2Vzcy1p",
        "JQQJ99",
        "AZURE_OPENAI_KEY=",
        "\n6573",
      ];
      return `${randomText(`${seed}:${line}`, 20)} ${hint[line % hint.length]}\n`;
    }).join(""),
];

/** How one edit makes a key of what was none: the text before it, and after it. */
const mends: readonly ((key: string, below: (limit: number) => number) => readonly [string, string])[] = [
  (key, below) => {
    const cut = 1 + below(key.length - 1);
    return [`${key.slice(0, cut)}${" ".repeat(1 + below(30))}${key.slice(cut)}`, key];
  },
  (key, below) => {
    const cut = below(key.length);
    return [`${key.slice(0, cut)}${key.slice(cut + 1 + below(key.length - cut))}`, key];
  },
  // The characters beside it make it part of a longer identifier.
  (key) => [`x${key}`, ` ${key}`],
  (key) => [`${key}x`, `${key};`],
];

const writings: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => Buffer.from(`k=${key}\n`).toString("base64"),
  (key) => Buffer.from(`k=${key}\n`).toString("hex"),
  (key) => Buffer.from(` ${key}\n`, "utf16le").toString("latin1"),
  (key) => key.replaceAll("-", "%2D"),
];

/**
 * A repository of files whose first version holds a broken key and whose second mends it, at the beginning, the end or
 * in the midst of text with or without anchors, stored as a delta of the first: only what the delta joins shows that
 * there is a key.
 */
export function mendedKeys(seed: number, files: number): TestRepository {
  const repository = openRepository(temporaryFolder());
  repository.git("init", "--quiet", "--bare", "--initial-branch=main");
  const random = numbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const script: string[] = [];
  for (let file = 0; file < files; file++) {
    const text = surroundings[file % surroundings.length]?.(`${seed}:${file}`) ?? "";
    const write = writings[below(writings.length)] ?? String;
    const key = makeKey(file % 3 === 0 ? "openai-user-key" : "openai-project-key", `${seed}:${file}`);
    const [broken, mended] = mends[below(mends.length)]?.(key, below) ?? ["", key];
    const at = [0, text.length, below(text.length)][below(3)] ?? 0;
    const [before, after] = [text.slice(0, at), text.slice(at)];
    for (const version of [write(broken), write(mended)]) {
      const content = `${before}${before === "" ? "" : "\n"}${version}${after === "" ? "" : "\n"}${after}`;
      script.push(
        "commit refs/heads/main",
        `committer A <a@example.com> ${1_700_000_000 + script.length} +0000`,
        "data 1",
        "m",
      );
      script.push(`M 100644 inline f${file}`, `data ${content.length}`, content);
    }
  }
  const input = Buffer.from(`${script.join("\n")}\n`, "latin1");
  execFileSync("git", ["-c", "fastimport.unpackLimit=1", "fast-import", "--quiet"], { cwd: repository.path, input });
  return repository;
}
