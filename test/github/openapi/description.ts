import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import description from "../openapi.json" with { type: "json" };

type Schema = { readonly [name: string]: unknown };

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Record<string, Response | { readonly $ref: string }>;
}

interface Response {
  readonly content?: Record<string, { readonly schema: Schema }>;
}

/** A route of the description, matched with an address. */
export interface MatchedRoute {
  /** `GET /repos/{owner}/{repo}`. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly operation: Operation;
}

const document = description as unknown as {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<string, Record<string, unknown>>;
};

/** Parameters that may hold slashes. */
const wide = new Set(["path", "basehead", "ref", "branch"]);

const routes = Object.entries(document.paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      pattern: new RegExp(
        `^${path.replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === "path" ? ".*" : wide.has(name) ? ".+" : "[^/]+"})`)}$`,
      ),
      operation,
      // More words that are fixed, and longer: `…/commits/{ref}/check-runs` goes before `…/commits/{ref}`.
      weight: path.replace(/\{\w+\}/g, "").length,
    })),
  )
  .sort((a, b) => b.weight - a.weight);

/** The route of the description that a request asks for; null when the stand-in does not serve it. */
export function matchRoute(method: string, path: string): MatchedRoute | null {
  for (const { route, method: expected, pattern, operation } of routes) {
    if (expected !== method) continue;
    const match = pattern.exec(path);
    if (match === null) continue;
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    return { route, params, operation };
  }
  return null;
}

// A test file compiles few schemas and uses each of them a few times, so compiling must be quick rather than its result.
const ajv = new Ajv({ strict: false, validateSchema: false, inlineRefs: false, code: { optimize: false } });
formats.default(ajv);
ajv.addFormat("repo.nwo", true);
ajv.addFormat("timestamp", true);
// Every compiled schema refers to this one, whose parts are compiled when one is used.
ajv.addSchema(translate({ components: document.components }) as Schema, "github");
const validators = new Map<unknown, ValidateFunction>();

/** What is wrong with a request, as sentences; empty when the description allows it. */
export function requestProblems(matched: MatchedRoute, query: URLSearchParams, body: unknown): string[] {
  const problems: string[] = [];
  const known = new Map<string, Parameter>();
  for (const parameter of matched.operation.parameters ?? []) {
    const { name, in: place, schema, required } = resolve(parameter) as unknown as Parameter;
    if (place !== "query") continue;
    known.set(name, { name, in: place, schema, ...(required === undefined ? {} : { required }) });
    const text = query.get(name);
    if (text === null) {
      if (required) problems.push(`query ${name} is missing`);
      continue;
    }
    const value = ["integer", "number"].includes(String(schema.type)) ? Number(text) : text;
    problems.push(...check(schema, value).map((problem) => `query ${name}${problem}`));
  }
  for (const name of query.keys()) if (!known.has(name)) problems.push(`query ${name} is not in the description`);
  const schema = matched.operation.requestBody?.content["application/json"]?.schema;
  if (schema !== undefined && (body !== undefined || matched.operation.requestBody?.required)) {
    problems.push(...check(schema, body ?? {}).map((problem) => `body${problem}`));
    problems.push(...unknownFields(schema, body));
  }
  return problems;
}

/** Whether a problem is one of size, which GitHub answers with 422; a test may want just that. */
export function tooMuch(problem: string): boolean {
  return problem.includes("must NOT have more than");
}

/** GitHub ignores unknown fields; here they are reported as our mistake. */
function unknownFields(schema: Schema, body: unknown): string[] {
  const { properties } = resolve(schema) as { properties?: Record<string, unknown> };
  if (properties === undefined || body === null || typeof body !== "object") return [];
  return Object.keys(body)
    .filter((name) => !(name in properties))
    .map((name) => `body.${name} is not in the description`);
}

/** What is wrong with an answer, as sentences. */
export function responseProblems(matched: MatchedRoute, status: number, body: unknown): string[] {
  const listed = matched.operation.responses[String(status)];
  // Authentication, rate limits and outages can come from every route, described or not.
  if (listed === undefined)
    return [401, 403, 404, 406, 422, 429].includes(status) || status >= 500
      ? []
      : [`status ${status} is not in the description`];
  const schema = responseSchema(matched, status);
  return schema === null || body === undefined ? [] : check(schema, body).map((problem) => `answer${problem}`);
}

/** `value` with every required field that it lacks, each with the least value that the description allows. */
export function completeResponse(matched: MatchedRoute, status: number, value: unknown): unknown {
  const schema = responseSchema(matched, status);
  return schema === null ? value : complete(schema, value);
}

function responseSchema(matched: MatchedRoute, status: number): Schema | null {
  const listed = matched.operation.responses[String(status)];
  if (listed === undefined) return null;
  return (resolve(listed) as unknown as Response).content?.["application/json"]?.schema ?? null;
}

function check(schema: Schema, value: unknown): string[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(translate(schema) as Schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? "is wrong"}`);
}

/** OpenAPI 3.0 says `nullable`; JSON Schema has a type for it. */
function translate(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(translate);
  if (schema === null || typeof schema !== "object") return schema;
  const { nullable, ...rest } = schema as Schema;
  const translated = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      name === "$ref" && typeof value === "string" ? value.replace(/^#/, "github#") : translate(value),
    ]),
  );
  return nullable === true ? { anyOf: [{ type: "null" }, translated] } : translated;
}

function resolve(schema: unknown): Schema {
  const { $ref } = schema as { $ref?: string };
  if ($ref === undefined) return schema as Schema;
  const [section = "", name = ""] = $ref.replace("#/components/", "").split("/");
  return resolve(document.components[section]?.[name]);
}

function complete(unresolved: unknown, value: unknown): unknown {
  const schema = resolve(unresolved);
  if (value === null || value === undefined) return value;
  if (Array.isArray(value))
    return schema.items === undefined ? value : value.map((item) => complete(schema.items, item));
  if (typeof value !== "object") return value;
  let result: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const part of (schema.allOf as unknown[] | undefined) ?? [])
    result = complete(part, result) as Record<string, unknown>;
  const choice = choose(schema, value);
  if (choice !== null) result = complete(choice, result) as Record<string, unknown>;
  const properties = (schema.properties as Record<string, unknown> | undefined) ?? {};
  for (const [name, property] of Object.entries(properties)) {
    if (name in result) result[name] = complete(property, result[name]);
    else if ((schema.required as string[] | undefined)?.includes(name)) result[name] = least(property);
  }
  return result;
}

function choose(schema: Schema, value: unknown): unknown {
  const choices = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined;
  if (choices === undefined) return null;
  const objects = choices.filter(
    (choice) => resolve(choice).type === "object" || resolve(choice).properties !== undefined,
  );
  return objects.find((choice) => check(choice as Schema, complete(choice, value)).length === 0) ?? objects[0] ?? null;
}

function least(unresolved: unknown): unknown {
  const schema = resolve(unresolved);
  if (schema.nullable === true) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined;
  if (choices !== undefined) return least(choices[0]);
  if (schema.allOf !== undefined) return complete(schema, {});
  switch (schema.type) {
    case "string":
      return schema.format === "uri"
        ? "https://github.example/"
        : schema.format === "date-time"
          ? "2026-01-01T00:00:00Z"
          : "";
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return complete(schema, {});
  }
}
