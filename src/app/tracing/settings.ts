import { Failure } from "../../failure.ts";
import type { Environment } from "../environment.ts";

/** Where traces go. */
export interface TracingSettings {
  readonly exporters: readonly Exporter[];
  readonly protocol: Protocol;
  /** Every variable whose name begins with `OTEL_`: OpenTelemetry's packages read the rest themselves. */
  readonly variables: Readonly<Record<string, string>>;
}

const exporters = ["otlp", "console"] as const;
type Exporter = (typeof exporters)[number];

const protocols = ["http/protobuf", "http/json"] as const;
type Protocol = (typeof protocols)[number];

const samplers = ["always_on", "always_off", "traceidratio"].flatMap((name) => [name, `parentbased_${name}`]);

/** The variables that the page about settings describes. Each may be given as a file. */
export const tracingVariables = [
  "OTEL_SDK_DISABLED",
  "OTEL_SERVICE_NAME",
  "OTEL_RESOURCE_ATTRIBUTES",
  "OTEL_TRACES_EXPORTER",
  "OTEL_TRACES_SAMPLER",
  "OTEL_TRACES_SAMPLER_ARG",
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
  "OTEL_EXPORTER_OTLP_PROTOCOL",
  "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
] as const;

/**
 * Reads the variables that OpenTelemetry's specification names. Null when nothing is traced: unlike there, traces are not
 * sent to this machine's port 4318 unless an exporter or an address is set. Throws a `Failure` that names the variable.
 */
export function readTracing(given: Environment): TracingSettings | null {
  const variables = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[0].startsWith("OTEL_") && !!entry[1]),
  );
  const disabled = oneOf(variables, ["OTEL_SDK_DISABLED"], ["true", "false"]);
  const protocol = oneOf(variables, ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"], protocols);
  oneOf(variables, ["OTEL_TRACES_SAMPLER"], samplers);
  checkRatio(variables.OTEL_TRACES_SAMPLER_ARG);
  const addresses = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
  for (const name of addresses) checkAddress(name, variables[name]);
  const named = readExporters(variables.OTEL_TRACES_EXPORTER);
  const chosen = named ?? (addresses.some((name) => variables[name] !== undefined) ? (["otlp"] as const) : []);
  if (disabled === "true" || chosen.length === 0) return null;
  return { exporters: chosen, protocol: protocol ?? "http/protobuf", variables };
}

/** The value of the first variable that is set, in lower case. */
function oneOf<T extends string>(
  variables: Readonly<Record<string, string>>,
  names: readonly string[],
  values: readonly T[],
): T | undefined {
  const name = names.find((each) => variables[each] !== undefined);
  const text = name === undefined ? undefined : variables[name]?.trim().toLowerCase();
  if (text === undefined) return undefined;
  const value = values.find((each) => each === text);
  if (value === undefined) throw refuse(`${name} must be one of ${values.join(", ")}.`);
  return value;
}

function checkRatio(text: string | undefined): void {
  const ratio = Number(text ?? 1);
  if (!(ratio >= 0 && ratio <= 1)) throw refuse("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.");
}

/** The message never quotes the address: it can hold a password. */
function checkAddress(name: string, text: string | undefined): void {
  if (text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? "")) return;
  throw refuse(`${name} must be the URL of a collector: http://collector.example.com:4318.`);
}

/** Undefined when the variable is not set. */
function readExporters(text: string | undefined): readonly Exporter[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(",").map((name) => name.trim());
  const known = exporters.filter((name) => names.includes(name));
  const rest = names.filter((name) => name !== "none" && !exporters.some((each) => each === name));
  if (rest.length > 0) {
    throw refuse(`OTEL_TRACES_EXPORTER must be ${exporters.join(", ")} or none, or several with commas.`);
  }
  return names.includes("none") ? [] : known;
}

function refuse(message: string): Failure {
  return new Failure("configuration", `The environment variable ${message}`);
}
