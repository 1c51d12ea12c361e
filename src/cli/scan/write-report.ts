import type { ScanReport } from "../../report/scan-report.ts";
import { print, say, type Terminal } from "../terminal.ts";
import { type Format, formats } from "./formats.ts";
import { codeOf, type ReportPlace } from "./report-place.ts";

/**
 * Renders the report in the requested format, to standard output or a file. When the file can no longer be written, the
 * report is printed instead, and the result is `printed-instead`.
 * @param place null for standard output
 */
export async function writeReport(
  report: ScanReport,
  format: Format,
  place: ReportPlace | null,
  terminal: Terminal,
): Promise<"written" | "printed-instead"> {
  if (place === null) {
    await print(terminal.stdout, await formats[format].render(report, terminal));
    return "written";
  }
  const text = await formats[format].render(report, null);
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
