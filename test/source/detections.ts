import { Credential } from "../../src/detect/credential.ts";
import type { Detection, Encoding } from "../../src/detect/detection.ts";
import { address, type Document } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";

/** A document of one text, as a file would give it. */
export function documentOf(content: string | Uint8Array, parts: Partial<Document> = {}): Document {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { address: address("file", { path: "file.txt" }), bytes, firstLine: 1, added: null, ...parts };
}

/** What the detector would say of a run of bytes; the bytes need not be a key. */
export function detectionAt(start: number, end: number, encoding: readonly Encoding[] = [], seed = "0"): Detection {
  const raw = makeKey("openai-project-key", seed);
  return {
    credential: new Credential("openai-project-key", raw, "sk-proj-"),
    severity: "critical",
    confidence: "high",
    start,
    end,
    encoding,
  };
}
