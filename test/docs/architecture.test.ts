import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers } from "../../scripts/layers.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const architecture = read("docs/architecture.md");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(root, "docs")).map((n) => `docs/${n}`),
];

/** What is between backticks, but not in a block of code. */
function codeOf(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
}

describe("docs/architecture.md", () => {
  it("names every file and folder at the top of src/", () => {
    const top = readdirSync(join(root, "src"), { withFileTypes: true });
    const names = top.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const code = new Set(codeOf(architecture));
    expect(names.filter((name) => !code.has(name))).toEqual([]);
  });

  it("names every folder below those", () => {
    const folders = readdirSync(join(root, "src"), { withFileTypes: true, recursive: true }).filter(
      (entry) => entry.isDirectory() && /src\/(?:detect|source|report|github|respond)$/.test(entry.parentPath),
    );
    const code = new Set(codeOf(architecture));
    expect(folders.map(({ name }) => `${name}/`).filter((name) => !code.has(name))).toEqual([]);
  });

  it("lists the layers in the order that is checked", () => {
    const order = /The order, lowest first: (.*?)\. /.exec(architecture)?.[1] ?? "";
    const shells = layers.filter(({ shell }) => shell).map(({ name }) => name);
    expect(codeOf(order)).toEqual(layers.map(({ name }) => name).filter((name) => !shells.includes(name)));
  });

  it("draws its chains from functions that exist", () => {
    const chains = /## The way of an event\n([\s\S]*?)\n## /.exec(architecture)?.[1] ?? "";
    const named = codeOf(chains).filter((code) => /^[a-z]+[A-Z]?\w*$/.test(code));
    const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const exported = new Set(
      sources.flatMap((file) =>
        [...read(`src/${file}`).matchAll(/^export (?:(?:async )?function\*?|const) (\w+)/gm)].map(([, name]) => name),
      ),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !exported.has(name))).toEqual([]);
  });
});

describe("every page", () => {
  it.each(pages.filter((page) => page.endsWith(".md")))("%s names only files that exist", (page) => {
    const paths = codeOf(read(page)).filter((code) =>
      /^(?:src|test|scripts|bench|docs|examples)\/[\w./-]+$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(pages.filter((page) => page.endsWith(".md")))("%s links only to pages and headings that exist", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]*)?\)/g)];
    const broken = links.flatMap(([, path = "", anchor = ""]) => {
      const target = path === "" ? page : join(page, "..", path);
      if (!existsSync(join(root, target))) return [path];
      if (anchor === "" || !target.endsWith(".md")) return [];
      const headings = [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => `#${slug(heading ?? "")}`);
      return headings.includes(anchor) ? [] : [path + anchor];
    });
    expect(broken).toEqual([]);
  });
});

/** The anchor that GitHub gives a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}
