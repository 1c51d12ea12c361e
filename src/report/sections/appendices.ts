import { exposures } from "../../detect/exposures/exposure.ts";
import type { ConfigurationProblem } from "../../policy/policy.ts";
import { type Coverage, isComplete, notScannedReasons } from "../../source/coverage.ts";
import type { ExposureFinding } from "../../source/finding.ts";
import type { ChangeReport, ChangeSummary } from "../change-report.ts";
import type { KeyReport } from "../key-report.ts";
import { code, codeBlock, folded } from "../markdown.ts";
import { placeMarkdown } from "../place.ts";
import { count, size } from "../words.ts";

/** One line on what was scanned. */
export function coverageLine(coverage: Coverage): string {
  const commits = coverage.commits > 0 ? ` of ${count(coverage.commits, "commit")}` : "";
  const excluded = coverage.excluded > 0 ? ` ${coverage.excluded} left out by the configuration.` : "";
  return `Scanned ${count(coverage.documents, "document")} (${size(coverage.bytes)})${commits}.${excluded}`;
}

/** What was not scanned, by reason, folded; empty when everything was. At most `most` entries. */
export function notScannedSection(coverage: Coverage, most: number): string {
  if (isComplete(coverage)) return "";
  const total = coverage.notScanned.length;
  const shown = coverage.notScanned.slice(0, most).map((item) => {
    const where = item.path === null ? "" : `${code(item.path, 200)} `;
    const commit = item.commit === null ? "" : `at ${code(item.commit.slice(0, 7))} `;
    return `- ${where}${commit}${notScannedReasons[item.reason]}: ${code(item.detail, 200)}`;
  });
  if (total > shown.length) shown.push(`- and ${total - shown.length} more`);
  const reasons = [...Map.groupBy(coverage.notScanned, (item) => item.reason)].map(
    ([reason, items]) => `${items.length} ${notScannedReasons[reason]}`,
  );
  return folded(`<b>Not scanned: ${count(total, "item")}</b> (${reasons.join(", ")})`, shown.join("\n"));
}

/** Mistakes in the configuration; empty when there are none. */
export function problemsSection(problems: readonly ConfigurationProblem[], most: number): string {
  if (problems.length === 0) return "";
  const shown = problems.slice(0, most).map((problem) => {
    const field = problem.field === "" ? "" : ` (${code(problem.field, 120)})`;
    return `- ${code(problem.file, 200)} line ${problem.line}${field}: ${sentenceMarkdown(problem.message)}`;
  });
  if (problems.length > shown.length) shown.push(`- and ${problems.length - shown.length} more`);
  return folded(`<b>Configuration: ${count(problems.length, "mistake")}</b>`, shown.join("\n"));
}

/** A sentence written by Keyhawk that quotes the file in backticks; anything else becomes one code span. */
function sentenceMarkdown(message: string): string {
  const parts = message.split(/(`[^`]*`)/);
  const plain = parts.filter((_, index) => index % 2 === 0).join("");
  if (!/^[A-Za-z0-9 .,;:'"()?-]*$/.test(plain) || /GH-\d|\b[0-9a-f]{7,40}\b/i.test(plain)) return code(message, 300);
  return parts.map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1), 120) : part)).join("");
}

/** Risks without a key, folded; empty when there are none. */
export function exposuresSection(found: readonly ExposureFinding[], change: ChangeSummary, most: number): string {
  if (found.length === 0) return "";
  const shown = found.slice(0, most).map((finding) => {
    const exposure = exposures[finding.id];
    return `- **${exposure.title}**, ${placeMarkdown({ ...finding, encoding: [] }, change)}. ${exposure.risk} ${exposure.remedy}`;
  });
  if (found.length > shown.length) shown.push(`- and ${found.length - shown.length} more`);
  return folded(`<b>${count(found.length, "risk")} without a key</b>`, shown.join("\n"));
}

/** How to ignore a false positive, collapsed; empty when every key is settled. */
export function ignoreSection(
  keys: readonly KeyReport[],
  { lineReasons }: Pick<ChangeReport, "lineReasons">,
  most: number,
): string {
  const open = keys.filter((key) => key.ignored === null && key.response?.result !== "revoked");
  if (open.length === 0) return "";
  const entries = open
    .slice(0, most)
    .map(
      (key) =>
        `    - fingerprint: "${key.fingerprint}" # ${key.masked.replace(/[^\w…-]/g, "")}\n      reason: say why it is no leak`,
    );
  const more = open.length > entries.length ? ` ${open.length - entries.length} more are in the check run.` : "";
  const onLine = lineReasons === "off" ? "" : ", or writes `keyhawk:ignore` and the reason into a comment on its line";
  return folded(
    "Not a real key?",
    `Someone with write access adds it, with a reason, to \`.github/keyhawk.yml\` on the base branch, and on the default branch if that is another one${onLine}.${more}\n\n${codeBlock(`ignore:\n  fingerprints:\n${entries.join("\n")}`, "yaml")}`,
  );
}
