import type { ScanReport } from "../../report/scan-report.ts";
import { version } from "../../version.ts";
import { columnsOf, hasColor, hasHyperlinks, type Terminal } from "../terminal.ts";

/** A report format of `keyhawk scan`. Its renderer is loaded only when the format is requested. */
interface ReportFormat {
  /** What the format is for; the help shows it after the name. */
  readonly description: string;
  /** @param terminal the terminal that shows the text; null for a file */
  render(report: ScanReport, terminal: Terminal | null): Promise<string>;
}

/** The formats by name, in the order of the help; the first is the default. */
export const formats = {
  text: {
    description: "to read",
    async render(report, terminal) {
      const { renderText } = await import("../../report/formats/text.ts");
      if (terminal === null) return renderText(report, { color: false, hyperlinks: false, columns: 100 });
      const { stdout, env } = terminal;
      return renderText(report, {
        color: hasColor(stdout, env),
        hyperlinks: hasHyperlinks(stdout, env),
        columns: columnsOf(stdout, env),
      });
    },
  },
  json: {
    description: "for programs",
    render: async (report) => (await import("../../report/formats/json.ts")).renderJson(report),
  },
  sarif: {
    description: "for code scanning",
    render: async (report) => (await import("../../report/formats/sarif.ts")).renderSarif(report, version),
  },
  markdown: {
    description: "for a comment or a job summary",
    render: async (report) => (await import("../../report/formats/markdown.ts")).renderMarkdown(report),
  },
} as const satisfies Record<string, ReportFormat>;

export type Format = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly Format[];

/** The help text that lists all of them: `text to read, json for programs, …`. */
export const formatsDescribed: string = formatNames.map((name) => `${name} ${formats[name].description}`).join(", ");
