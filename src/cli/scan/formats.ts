import type { ScanReport } from "../../report/scan-report.ts";
import { version } from "../../version.ts";
import { columnsOf, hasColor, hasHyperlinks, type Terminal } from "../terminal.ts";

/** A form in which `keyhawk scan` writes its report. What renders it is loaded only when it is asked for. */
interface ReportFormat {
  /** For the help, behind the format's name: what it is for. */
  readonly description: string;
  /** @param terminal the one that will show the text; null for a file */
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

/** What the help says of them all: `text to read, json for programs, …`. */
export const formatsDescribed: string = formatNames.map((name) => `${name} ${formats[name].description}`).join(", ");
