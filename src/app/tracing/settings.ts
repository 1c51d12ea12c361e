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

type Given = Readonly<Record<string, string | undefined>>;

/** Checks of single variables, so that one message lists each that is wrong. They throw a `Failure`. */
export const tracingChecks: Readonly<Partial<Record<(typeof tracingVariables)[number], (text: string) => unknown>>> = {
  OTEL_SDK_DISABLED: (text) => oneOf("OTEL_SDK_DISABLED", text, ["true", "false"]),
  OTEL_TRACES_EXPORTER: readExporters,
  OTEL_TRACES_SAMPLER: (text) => oneOf("OTEL_TRACES_SAMPLER", text, samplers),
  OTEL_TRACES_SAMPLER_ARG: checkRatio,
  OTEL_EXPORTER_OTLP_ENDPOINT: (text) => checkAddress("OTEL_EXPORTER_OTLP_ENDPOINT", text),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: (text) => checkAddress("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", text),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: (text) => oneOf("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", text, protocols),
};

/**
 * Reads the variables that OpenTelemetry's specification names, after they were checked. Null when nothing is traced:
 * unlike there, traces are not sent to this machine's port 4318 unless an exporter or an address is set. Throws a
 * `Failure` for a protocol that is wrong, which a more special variable can overrule.
 */
export function readTracing(given: Environment): TracingSettings | null {
  const variables = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[0].startsWith("OTEL_") && !!entry[1]),
  );
  const protocol = readProtocol(variables);
  const exporters = readExporters(variables.OTEL_TRACES_EXPORTER ?? (hasAddress(variables) ? "otlp" : "none"));
  const isDisabled = /^\s*true\s*$/i.test(variables.OTEL_SDK_DISABLED ?? "");
  return isDisabled || exporters.length === 0 ? null : { exporters, protocol, variables };
}

function hasAddress(variables: Given): boolean {
  return (variables.OTEL_EXPORTER_OTLP_ENDPOINT ?? variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) !== undefined;
}

function readProtocol(variables: Given): Protocol {
  const names = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];
  const name = names.find((each) => variables[each] !== undefined);
  return name === undefined ? "http/protobuf" : oneOf(name, variables[name] ?? "", protocols);
}

function oneOf<T extends string>(name: string, text: string, values: readonly T[]): T {
  const value = values.find((each) => each === text.trim().toLowerCase());
  if (value === undefined) throw refuse(`${name} must be one of ${values.join(", ")}.`);
  return value;
}

function checkRatio(text: string): void {
  const ratio = Number(text);
  if (!(ratio >= 0 && ratio <= 1)) throw refuse("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.");
}

/** The message never quotes the address: it can hold a password. */
function checkAddress(name: string, text: string): void {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? "")) return;
  throw refuse(`${name} must be the URL of a collector: http://collector.example.com:4318.`);
}

function readExporters(text: string): readonly Exporter[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.some((name) => name !== "none" && !exporters.some((each) => each === name))) {
    throw refuse(`OTEL_TRACES_EXPORTER must be ${exporters.join(", ")} or none, or several with commas.`);
  }
  return names.includes("none") ? [] : exporters.filter((name) => names.includes(name));
}

function refuse(message: string): Failure {
  return new Failure("configuration", `The environment variable ${message}`);
}
