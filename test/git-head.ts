import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Id of the commit that was just made in a checkout, read from its files: `git rev-parse HEAD` takes a process. */
export function headOf(checkout: string): string {
  const text = (name: string) => readFileSync(join(checkout, ".git", name), "utf8").trim();
  const head = text("HEAD");
  return head.startsWith("ref: ") ? text(head.slice("ref: ".length)) : head;
}
