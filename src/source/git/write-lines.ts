import { once } from "node:events";
import type { RunningGit } from "./running-git.ts";

/** Writes lines to git's input as fast as it accepts them, then closes it. */
export async function writeLines({ input }: RunningGit, lines: Iterable<string>): Promise<void> {
  let text = "";
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < 65_536) continue;
    if (!input.write(text)) await drained(input);
    text = "";
    if (input.destroyed) return;
  }
  input.end(text);
}

async function drained(input: RunningGit["input"]): Promise<void> {
  if (input.destroyed) return;
  const closed = new AbortController();
  await Promise.race([
    once(input, "drain", { signal: closed.signal }),
    once(input, "close", { signal: closed.signal }),
  ]).catch(() => {});
  closed.abort();
}
