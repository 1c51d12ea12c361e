import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { address, type Document } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { scanSource } from "./scanning.ts";

const many = 130_000;

it("finds more keys in one text than a function call accepts arguments", async () => {
  const key = makeKey("openai-realtime-secret");
  // The numbers keep it from being taken for a decompression bomb.
  const text = Array.from({ length: many }, (_, line) => `${line} ${key}\n`).join("");
  const bytes = gzipSync(text, { level: 1 });
  const document: Document = { address: address("file", { path: "many" }), bytes, firstLine: 1, added: null };
  const { findings } = await scanSource([{ type: "document", document }]);
  expect(findings).toHaveLength(many);
});
