import { Failure } from "../failure.ts";
import { visible } from "../report/visible.ts";

/** The streams and environment of a command; `process` is one. */
export type Terminal = Pick<NodeJS.Process, "stdin" | "stdout" | "stderr" | "env" | "cwd">;

type Output = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write" | "once" | "off">;

/** True when output is coloured: `NO_COLOR` and `FORCE_COLOR` decide, then whether the stream is a terminal. */
export function hasColor(output: Output, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  return output.isTTY === true && env.TERM !== "dumb";
}

const linkingPrograms = new Set(["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"]);

/** True when the terminal is known to support OSC 8 hyperlinks; others would print the escape codes. */
export function hasHyperlinks(output: Output, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_HYPERLINK) return env.FORCE_HYPERLINK !== "0";
  if (output.isTTY !== true || env.TERM === "dumb" || env.NO_COLOR || env.CI) return false;
  if (linkingPrograms.has(env.TERM_PROGRAM ?? "") || env.WT_SESSION || env.KONSOLE_VERSION) return true;
  if (Number(env.VTE_VERSION ?? 0) >= 5000) return true;
  return /^(?:xterm-(?:kitty|ghostty)|alacritty|foot)/.test(env.TERM ?? "");
}

/** Width in characters: the terminal's, else `COLUMNS`, else 80. */
export function columnsOf(output: Output, env: NodeJS.ProcessEnv): number {
  const columns = output.columns ?? Number.parseInt(env.COLUMNS ?? "", 10);
  return Number.isFinite(columns) && columns >= 20 ? columns : 80;
}

/**
 * Writes text and waits until it is flushed; a reader that closes the pipe (`| head`) is not an error. Throws a
 * `Failure` when nothing can be written.
 */
export function print(output: Output, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error | null) => {
      if (!error) {
        output.off("error", settle);
        resolve();
        return;
      }
      const code = "code" in error ? String(error.code) : error.message;
      if (code === "EPIPE") resolve();
      else reject(unwritable(code, error));
    };
    // The stream also emits the error that its callback receives, and an unhandled error event ends the process.
    output.once("error", settle);
    output.write(text, settle);
  });
}

function unwritable(code: string, cause: Error): Failure {
  const message = `The output could not be written (${code}), so the result is incomplete. Send it elsewhere and run again.`;
  return new Failure("incomplete", message, { cause });
}

/** Writes one sentence to standard error. A failed write does not change the exit code. */
export async function say({ stderr }: Pick<Terminal, "stderr">, sentence: string): Promise<void> {
  const lines = sentence.split("\n").map(visible).join("\n");
  await print(stderr, `keyhawk: ${lines}\n`).catch(() => {});
}
