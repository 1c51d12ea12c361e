import colors from "picocolors";
import { exposures } from "../../detect/exposures/exposure.ts";
import { kinds, type Severity } from "../../detect/kind.ts";
import type { ConfigurationProblem } from "../../policy/policy.ts";
import { notScannedReasons } from "../../source/coverage.ts";
import type { Excerpt } from "../../source/finding.ts";
import { expiryText } from "../expiry.ts";
import { detailRows } from "../key-details.ts";
import { placeText } from "../place.ts";
import { printable } from "../printable.ts";
import { type ReportedFinding, type ScannedKey, type ScanReport, scannedKeys } from "../scan-report.ts";
import { storeFor, takeOut } from "../secret-store.ts";
import type { Suggestion } from "../suggestion/suggest.ts";
import { count, hiddenAs, ignoredWhere, size } from "../words.ts";

/** What the terminal can show; the caller decides. */
export interface TextOptions {
  readonly color: boolean;
  /** OSC 8 hyperlinks. */
  readonly hyperlinks: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
}

/** How text is styled. */
interface Style {
  readonly paint: ReturnType<typeof colors.createColors>;
  readonly link: (url: string) => string;
  readonly columns: number;
}

const mostPlaces = 20;
const mostEntries = 20;

/** The report for a terminal, ending in a newline. */
export function renderText(report: ScanReport, options: TextOptions): string {
  const style: Style = {
    paint: colors.createColors(options.color),
    link: (url) => (options.hyperlinks ? `\u001b]8;;${url}\u001b\\${url}\u001b]8;;\u001b\\` : url),
    columns: Math.max(40, Math.min(options.columns, 160)),
  };
  const counted = scannedKeys(report.findings.filter((finding) => finding.ignored === null));
  const ignored = report.findings.filter((finding) => finding.ignored !== null);
  const blocks = [
    ...counted.map((key) => keyBlock(key, style)),
    ...(ignored.length > 0 ? [ignoredBlock(ignored, style)] : []),
    ...(report.exposures.length > 0 ? [exposuresBlock(report, style)] : []),
    ...(report.problems.length > 0 ? [problemsBlock(report.problems, style)] : []),
    ...(report.coverage.notScanned.length > 0 ? [notScannedBlock(report, style)] : []),
    closing(report, counted, style),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function keyBlock({ first, findings }: ScannedKey, style: Style): string {
  const { paint } = style;
  const kind = kinds[first.kind];
  const expiry = expiryText(first.expiresAt);
  const places = findings.slice(0, mostPlaces).flatMap((finding) => placeLines(finding, style));
  if (findings.length > mostPlaces)
    places.push(paint.dim(`  and ${count(findings.length - mostPlaces, "more place")}`), "");
  const store = findings.map((finding) => storeFor(finding.address)).find((found) => found !== null);
  const change = findings.map(({ suggestion }) => suggestion ?? null).find((found) => found !== null) ?? null;
  return [
    `${severityPaint(first.severity, style)(`● ${first.severity}`)}  ${paint.bold(kind.title)}  ${paint.bold(first.masked)}${statusText(first, style)}`,
    ...wrap(kind.reach, style.columns - 2).map((line) => `  ${line}`),
    ...(expiry === null ? [] : [`  ${expiry}.`]),
    ...detailRows(first.details).map(([label, text]) => `  ${paint.dim(label.padEnd(11))} ${printable(text, 300)}`),
    "",
    ...places,
    ...step("Revoke", `${style.link(kind.revocation.url)}`, style),
    ...step("", kind.revocation.instruction, style),
    ...(change === null ? [] : replaceSteps(change, style)),
    ...(change === null && store === undefined && findings.some(({ suggestion }) => suggestion === null)
      ? step("Replace", takeOut, style)
      : []),
    ...(store ? step("Store", `${store.name}: ${store.how.replace(/`/g, "")}`, style) : []),
    paint.dim(`  fingerprint ${first.fingerprint}`),
  ].join("\n");
}

function replaceSteps({ text, needs }: Suggestion, style: Style): string[] {
  const lines = text.split("\n").map((line) => printable(line.trim(), 200));
  return [
    ...step("Replace", lines.join("  "), style),
    ...(needs === null ? [] : step("", needs.replace(/`/g, ""), style)),
  ];
}

function statusText(finding: ReportedFinding, { paint }: Style): string {
  switch (finding.status) {
    case "live":
      return `  ${paint.red("alive")}`;
    case "revoked":
      return `  ${paint.green("revoked")}`;
    case "unknown":
      return `  ${paint.yellow("not known whether alive")}`;
    case "unverified":
      return "";
  }
}

function placeLines(finding: ReportedFinding, style: Style): string[] {
  const { paint } = style;
  const hidden = hiddenAs(finding.encoding);
  const commit =
    finding.address.commit === null || finding.address.path === null
      ? ""
      : `  commit ${finding.address.commit.slice(0, 7)}`;
  const author = finding.address.author === null ? "" : `  ${printable(finding.address.author, 80)}`;
  const notes = `${commit}${author}${hidden === "" ? "" : `  ${hidden}`}`;
  return [
    `  ${paint.cyan(printable(placeText(finding), 400))}${paint.dim(notes)}`,
    ...excerptLines(finding.excerpt, finding.line, style),
    "",
  ];
}

/** The first line of the excerpt around the key, with the key underlined. */
function excerptLines(excerpt: Excerpt, lineNumber: number, { paint, columns }: Style): string[] {
  const lineStart = excerpt.text.lastIndexOf("\n", excerpt.start - 1) + 1;
  const lineEnd = excerpt.text.indexOf("\n", excerpt.start);
  const line = excerpt.text.slice(lineStart, lineEnd === -1 ? excerpt.text.length : lineEnd);
  const number = String(lineNumber + (excerpt.text.slice(0, lineStart).match(/\n/g)?.length ?? 0));
  const room = columns - number.length - 8;
  const start = excerpt.start - lineStart;
  const end = Math.min(excerpt.end - lineStart, line.length);
  const from = end <= room ? 0 : Math.max(0, start - Math.floor((room - (end - start)) / 2));
  const before = `${from > 0 ? "…" : ""}${printable(line.slice(from, start), 10_000)}`;
  const key = printable(line.slice(start, end), 10_000);
  const left = Math.max(0, room - before.length - key.length);
  const rest = line.slice(end);
  const after = printable(rest.slice(0, left), 10_000) + (rest.length > left ? "…" : "");
  const gutter = " ".repeat(number.length);
  return [
    `    ${paint.dim(`${number} │`)} ${before}${paint.bold(key)}${after}`,
    `    ${paint.dim(`${gutter} │`)} ${" ".repeat(before.length)}${paint.red("^".repeat(Math.max(1, key.length)))}`,
  ];
}

function step(name: string, text: string, { paint, columns }: Style): string[] {
  const [first = "", ...rest] = text.includes("\u001b") ? [text] : wrap(text, columns - 14);
  const head = name === "" ? "            " : `  ${paint.green("→")} ${name.padEnd(8)}`;
  return [`${head}${first}`, ...rest.map((line) => `            ${line}`)];
}

function ignoredBlock(ignored: readonly ReportedFinding[], { paint }: Style): string {
  const lines = ignored
    .slice(0, mostEntries)
    .map(
      (finding) =>
        `  ${finding.masked}  ${printable(placeText(finding), 300)}  ${paint.dim(`${ignoredWhere(finding.ignoredBy)}: ${printable(finding.ignored ?? "", 200)}`)}`,
    );
  return [paint.bold(`${count(ignored.length, "ignored finding")}`), ...lines, ...more(ignored.length)].join("\n");
}

function exposuresBlock(report: ScanReport, style: Style): string {
  const { paint } = style;
  const lines = report.exposures
    .slice(0, mostEntries)
    .flatMap((finding) => [
      `  ${paint.yellow("●")} ${exposures[finding.id].title}  ${paint.cyan(printable(placeText(finding), 300))}`,
      ...wrap(exposures[finding.id].remedy.replace(/`/g, ""), style.columns - 4).map(
        (line) => `    ${paint.dim(line)}`,
      ),
    ]);
  return [
    paint.bold(count(report.exposures.length, "risk without a key", "risks without a key")),
    ...lines,
    ...more(report.exposures.length),
  ].join("\n");
}

function problemsBlock(problems: readonly ConfigurationProblem[], { paint }: Style): string {
  const lines = problems
    .slice(0, mostEntries)
    .map(
      (problem) =>
        `  ${paint.cyan(`${printable(problem.file, 200)}:${problem.line}:${problem.column}`)}  ${fieldOf(problem)}${printable(problem.message, 500)}`,
    );
  return [
    paint.bold(count(problems.length, "mistake in the configuration", "mistakes in the configuration")),
    ...lines,
    ...more(problems.length),
  ].join("\n");
}

function fieldOf({ field }: ConfigurationProblem): string {
  return field === "" ? "" : `${printable(field, 100)}: `;
}

function notScannedBlock({ coverage }: ScanReport, { paint }: Style): string {
  const lines = coverage.notScanned.slice(0, mostEntries).map((item) => {
    const where = item.path === null ? "" : `${printable(item.path, 300)}  `;
    return `  ${where}${paint.dim(`${notScannedReasons[item.reason]}: ${printable(item.detail, 200)}`)}`;
  });
  return [
    paint.bold(paint.yellow(`Not scanned: ${count(coverage.notScanned.length, "item")}`)),
    ...lines,
    ...more(coverage.notScanned.length),
  ].join("\n");
}

function more(total: number): string[] {
  return total > mostEntries
    ? [`  and ${count(total - mostEntries, "more", "more")}; all of them are in --format json`]
    : [];
}

function closing(report: ScanReport, keys: readonly ScannedKey[], { paint }: Style): string {
  const { coverage, subject } = report;
  const places = keys.reduce((sum, key) => sum + key.findings.length, 0);
  const found =
    keys.length === 0
      ? paint.green("No OpenAI keys")
      : paint.red(`${count(keys.length, "OpenAI key")} in ${count(places, "place")}`);
  const commits = coverage.commits > 0 ? `, ${count(coverage.commits, "commit")}` : "";
  const excluded = coverage.excluded > 0 ? ` ${coverage.excluded} left out by the configuration.` : "";
  const scanned = paint.dim(
    `Scanned ${count(coverage.documents, "document")}, ${size(coverage.bytes)}${commits}.${excluded}`,
  );
  return `${paint.bold(found)} in ${printable(subject, 200)}. ${scanned}`;
}

function severityPaint(severity: Severity, { paint }: Style) {
  return severity === "critical" ? paint.red : severity === "high" ? paint.magenta : paint.yellow;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
