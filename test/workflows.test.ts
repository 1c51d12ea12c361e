import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import manifest from "../package.json" with { type: "json" };

const root = resolve(import.meta.dirname, "..");
const folder = join(root, ".github/workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly needs?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly name: string;
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows: readonly Workflow[] = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), "utf8");
  return { ...parse(text), name, text };
});

const jobs = workflows.flatMap(({ name, jobs }) =>
  Object.entries(jobs).map(([job, value]) => ({ name: `${name}: ${job}`, ...value })),
);

/** Jobs that may change something outside of their own machine. */
const privileged = jobs.filter(({ permissions = {} }) => Object.values(permissions).includes("write"));

describe("the workflows of this repository", () => {
  test("begin without rights but to read, and never run a stranger's change with more", () => {
    for (const { name, on, permissions } of workflows) {
      expect(permissions, name).toEqual({ contents: "read" });
      expect(Object.keys(on), name).not.toContain("pull_request_target");
      expect(Object.keys(on), name).not.toContain("workflow_run");
    }
  });

  test("name every foreign action by its commit, with its version beside it", () => {
    for (const { name, text } of workflows) {
      const uses = [...text.matchAll(/^\s*-?\s*uses: *(.*)$/gm)].map(([, reference = ""]) => reference);
      expect(uses.length, name).toBeGreaterThan(0);
      for (const reference of uses) {
        expect(reference, name).toMatch(/^(?:\.\/|actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
      }
    }
  });

  test("end in time, and leave no credentials in a checkout", () => {
    for (const job of jobs) {
      expect(job["timeout-minutes"], job.name).toBeGreaterThan(0);
      for (const step of job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
        expect(step.with?.["persist-credentials"], job.name).toBe(false);
      }
    }
  });

  test("put nothing that others write into a script", () => {
    for (const { name, steps } of jobs) {
      for (const { run = "" } of steps) expect(run, name).not.toContain("${{");
    }
  });

  test("publish from a protected environment, from files that another job made, and run no package's code there", () => {
    expect(privileged.map(({ name }) => name)).toEqual([
      "ci.yml: keyhawk",
      "release.yml: publish",
      "release.yml: release",
    ]);
    for (const { name, environment, needs, steps } of privileged) {
      if (name.startsWith("ci.yml")) {
        // The step is what is committed, and installs nothing.
        expect(steps.every(({ run }) => run === undefined)).toBe(true);
        continue;
      }
      expect([environment, needs], name).toEqual(["release", expect.any(String)]);
      const scripts = steps.map(({ run }) => run ?? "").join("\n");
      expect(scripts, name).not.toMatch(/\bnpm (?:ci|install|i|run|test|exec)\b|\bnpx\b|\bgit clone\b|\bnode\b/);
      expect(scripts, name).toContain("sha256sum --check");
      for (const { uses } of steps) {
        expect(uses ?? "", name).toMatch(/^(?:|actions\/(?:setup-node|download-artifact)@.*)$/);
      }
    }
  });

  test("publish packed files with provenance, and a release that holds its bill of materials from the start", () => {
    const { publish, release, build } = workflows.find(({ name }) => name === "release.yml")?.jobs ?? {};
    const scriptsOf = (job: Job | undefined) => job?.steps.map(({ run }) => run ?? "").join("\n") ?? "";
    expect(publish?.permissions).toEqual({ "id-token": "write" });
    expect(scriptsOf(publish)).toMatch(/npm publish "\.\/\S+\.tgz" --provenance --access public --ignore-scripts/);
    expect(build?.permissions).toBeUndefined();
    expect(scriptsOf(build)).toMatch(/npm sbom /);
    expect(release?.permissions).toEqual({ contents: "write" });
    const script = scriptsOf(release);
    expect(script).toMatch(/gh release create "\$GITHUB_REF_NAME" --draft .*keyhawk\.cdx\.json/);
    expect(script.indexOf("--draft=false")).toBeGreaterThan(script.indexOf("gh release create"));
  });
});

test("documentation names the present version exactly, of the step as of the packages", () => {
  const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)];
  const references = pages
    .filter((page) => page.endsWith(".md"))
    .flatMap((page) => {
      const text = readFileSync(join(root, page), "utf8");
      const found = [...text.matchAll(/uses: keyhawk\/keyhawk@(\S+)|rev: (v\S+)|\bkeyhawk(?:-app)?@(\d[\w.]*\d)/g)];
      return found.map(([, step, rev, version]) => `${page}: ${step ?? rev ?? `v${version}`}`);
    });
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter((reference) => !reference.endsWith(`: v${manifest.version}`))).toEqual([]);
});
