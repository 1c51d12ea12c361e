import type { ScanReport } from "../../report/scan-report.ts";
import { version } from "../../version.ts";
import { columnsOf, hasColor, hasHyperlinks, print, say, type Terminal } from "../terminal.ts";
import type { Format } from "./flags.ts";
import { codeOf, type ReportPlace } from "./report-place.ts";

/**
 * Renders the report in the wanted form, to standard output or a file. A file that can no longer be written does not
 * cost the report: it is printed, and `printed-instead` says so.
 * @param place null for standard output
 */
export async function writeReport(
  report: ScanReport,
  format: Format,
  place: ReportPlace | null,
  terminal: Terminal,
): Promise<"written" | "printed-instead"> {
  if (place === null) {
    await print(terminal.stdout, await render(report, format, terminal));
    return "written";
  }
  const text = await render(report, format, null);
  try {
    await place.write(text);
    return "written";
  } catch (error) {
    await say(
      terminal,
      `The report could not be written to ${place.name} (${codeOf(error)}), so it is on standard output.`,
    );
    await print(terminal.stdout, text);
    return "printed-instead";
  }
}

/** `terminal`: the one that will show the text, or null for a file. */
async function render(report: ScanReport, format: Format, terminal: Terminal | null): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../../report/formats/json.ts")).renderJson(report);
    case "sarif":
      return (await import("../../report/formats/sarif.ts")).renderSarif(report, version);
    case "markdown":
      return (await import("../../report/formats/markdown.ts")).renderMarkdown(report);
    case "text": {
      const { renderText } = await import("../../report/formats/text.ts");
      if (terminal === null) return renderText(report, { color: false, hyperlinks: false, columns: 100 });
      const { stdout, env } = terminal;
      return renderText(report, {
        color: hasColor(stdout, env),
        hyperlinks: hasHyperlinks(stdout, env),
        columns: columnsOf(stdout, env),
      });
    }
  }
}
