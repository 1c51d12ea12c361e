import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { address, type Document } from "../../src/source/document.ts";
import { makeKey } from "../keys.ts";
import { scanSource } from "./scanning.ts";

const many = 130_000;

it("finds more keys in one text than a call takes arguments", async () => {
  let text = "";
  for (let index = 0; index < many; index++) text += `${makeKey("openai-realtime-secret", `${index}`)}\n`;
  const bytes = gzipSync(text, { level: 1 });
  const document: Document = { address: address("file", { path: "many" }), bytes, firstLine: 1, added: null };
  const { findings, coverage } = await scanSource([{ type: "document", document }]);
  // Among as many, one or the other looks like a placeholder.
  expect(findings.length + coverage.placeholders).toBe(many);
}, 60_000);
