import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Failure } from "../../failure.ts";
import type { ScanReport } from "../../report/scan-report.ts";
import { version } from "../../version.ts";
import { columnsOf, hasColor, hasHyperlinks, print, type Terminal } from "../terminal.ts";
import type { Format, ScanFlags } from "./flags.ts";

/** Renders the report in the wanted form, to standard output or a file. */
export async function writeReport(
  report: ScanReport,
  flags: Pick<ScanFlags, "format" | "output">,
  terminal: Terminal,
): Promise<void> {
  if (flags.output === undefined || flags.output === "-") {
    await print(terminal.stdout, await render(report, flags.format, terminal));
    return;
  }
  const text = await render(report, flags.format, null);
  await writeWhole(resolve(terminal.cwd(), flags.output), text, flags.output);
}

/** `terminal`: the one that will show the text, or null for a file. */
async function render(report: ScanReport, format: Format, terminal: Terminal | null): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../../report/render-json.ts")).renderJson(report);
    case "sarif":
      return (await import("../../report/render-sarif.ts")).renderSarif(report, version);
    case "markdown":
      return (await import("../../report/render-markdown.ts")).renderMarkdown(report);
    case "text": {
      const { renderText } = await import("../../report/render-text.ts");
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

/** A reader of the file sees the old report or the new one, never half of it. */
async function writeWhole(path: string, text: string, name: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await writeFile(draft, text, { mode: 0o644 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new Failure(
      "usage",
      code === "ENOENT"
        ? `The folder of --output ${name} does not exist: create it first.`
        : `The report cannot be written to ${name} (${code}).`,
      { cause: error },
    );
  }
}
