import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { variableNames } from "../../src/app/variables.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFile(join(root, path), "utf8");

/** Variables that are not the App's. */
const others = ["NODE_ENV", "PATH", "TMPDIR"];
const isKnown = (name: string) => others.includes(name) || variableNames.includes(name.replace(/_FILE$/, ""));

interface Container {
  readonly args: readonly string[];
  readonly env: readonly { name: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  readonly ports: readonly { name: string; containerPort: number }[];
  readonly livenessProbe: { httpGet: { path: string; port: string } };
  readonly readinessProbe: { httpGet: { path: string; port: string } };
  readonly securityContext: object;
}

interface Resource {
  readonly kind: string;
  readonly metadata: { name: string; labels?: Record<string, string> };
  readonly spec: {
    readonly selector: { matchLabels: object } & Record<string, string>;
    readonly template: {
      metadata: { labels: object };
      spec: { containers: readonly Container[]; securityContext: object };
    };
  };
}

async function resources(): Promise<readonly Resource[]> {
  const { resources: names } = parse(await read("deploy/kubernetes/kustomization.yaml")) as { resources: string[] };
  const files = await readdir(join(root, "deploy/kubernetes"));
  expect(names.toSorted()).toEqual(files.filter((name) => name !== "kustomization.yaml").toSorted());
  const texts = await Promise.all(names.map((name) => read(`deploy/kubernetes/${name}`)));
  return texts.flatMap((text) =>
    parseAllDocuments(text).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Resource;
    }),
  );
}

test("the manifests of Kubernetes run each role, with known settings, and secrets that the page describes", async () => {
  const all = await resources();
  const page = await read("docs/deploy.md");
  const deployments = all.filter(({ kind }) => kind === "Deployment");
  expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
    "keyhawk-web",
    "keyhawk-worker",
    "keyhawk-history",
  ]);
  for (const { metadata, spec } of deployments) {
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    expect(spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    const [container] = spec.template.spec.containers;
    expect(container?.args).toEqual(["--role", metadata.name.replace("keyhawk-", "")]);
    expect(container?.livenessProbe.httpGet).toEqual({ path: "/healthz", port: "http" });
    expect(container?.readinessProbe.httpGet).toEqual({ path: "/readyz", port: "http" });
    expect(container?.ports.map(({ name }) => name)).toEqual(["http", "metrics"]);
    expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } });
    for (const { name, valueFrom } of container?.env ?? []) {
      expect(name).toSatisfy(isKnown);
      if (valueFrom === undefined) continue;
      expect(valueFrom.secretKeyRef.name).toBe("keyhawk");
      expect(page).toContain(`\`${valueFrom.secretKeyRef.key}\``);
      expect(page).toContain(`\`${name}\``);
    }
    // No secret is written down.
    const secrets = container?.env.filter(({ name }) => /(?:_KEY|_SECRET|_URL)$/.test(name)) ?? [];
    for (const { valueFrom } of secrets) expect(valueFrom).toBeDefined();
  }
  const service = all.find(({ kind }) => kind === "Service");
  const web = deployments[0]?.spec.template.metadata.labels;
  expect(web).toMatchObject(service?.spec.selector ?? {});
});

test("Compose runs each role with known settings, and every secret is a file that the page makes", async () => {
  const { services, secrets, volumes } = parse(await read("deploy/compose/compose.yaml"), { merge: true });
  const page = await read("docs/deploy.md");
  const { database, ...roles } = services;
  expect(database.healthcheck.test).toContain("pg_isready");
  for (const [role, service] of Object.entries<Record<string, unknown>>(roles)) {
    expect(service).toMatchObject({ command: ["--role", role], read_only: true, cap_drop: ["ALL"] });
    const environment = service.environment as Record<string, string>;
    for (const [name, value] of Object.entries(environment)) {
      expect(name).toSatisfy(isKnown);
      const secret = /^\/run\/secrets\/(.*)$/.exec(value)?.[1];
      if (name.endsWith("_FILE")) expect(service.secrets).toContain(secret);
      else expect(name).not.toMatch(/KEY$|SECRET|_URL/);
    }
  }
  for (const { file } of Object.values<{ file: string }>(secrets)) expect(page).toContain(file.replace("./", ""));
  expect(Object.keys(volumes)).toEqual(["database", "clones"]);
});

test("the image sets known settings, and everything that is copied into it is not ignored", async () => {
  const dockerfile = await read("Dockerfile");
  const [, environment = ""] = /^ENV ([\s\S]*?[^\\])$/m.exec(dockerfile.replaceAll(/\\\n/g, " ")) ?? [];
  const names = environment
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split("=")[0] ?? "");
  expect(names).toContain("KEYHAWK_DATA");
  for (const name of names) expect(name).toSatisfy(isKnown);
  expect(dockerfile).toMatch(/^USER 1000:1000$/m);
  const { devDependencies } = JSON.parse(await read("package.json"));
  expect(dockerfile.match(/^FROM node:[\d.]+/gm)).toEqual([
    `FROM node:${devDependencies.node}`,
    `FROM node:${devDependencies.node}`,
  ]);
  const ignored = (await read(".dockerignore")).split("\n");
  for (const needed of [
    "src",
    "scripts",
    "app.yml",
    "package.json",
    "package-lock.json",
    "README.md",
    "LICENSE",
    "schema",
  ]) {
    expect(ignored).not.toContain(needed);
  }
});
