import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { Answer } from "./revoke.ts";

/** Answers given so far, by `webhook-id`: a request that comes again is answered the same and does nothing. */
export interface Receipts {
  get(id: string): Answer | null;
  /** Resolves when the answer is on disk. */
  put(id: string, answer: Answer): Promise<void>;
}

/** Keeps receipts in a JSON file. It holds ids and answers, never a key. */
export function openReceipts(file: string): Receipts {
  const answers = new Map<string, Answer>(Object.entries(read(file)));
  let writing: Promise<void> = Promise.resolve();
  return {
    get: (id) => answers.get(id) ?? null,
    put(id, answer) {
      answers.set(id, answer);
      writing = writing
        .catch(() => {})
        .then(async () => {
          await writeFile(`${file}.new`, JSON.stringify(Object.fromEntries(answers), null, 2), { mode: 0o600 });
          await rename(`${file}.new`, file);
        });
      return writing;
    },
  };
}

function read(file: string): Record<string, Answer> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}
