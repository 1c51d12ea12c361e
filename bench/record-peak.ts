/* Loaded before a program: when that ends, appends its peak resident memory in kilobytes to `KEYHAWK_PEAKS`. */
import { appendFileSync } from "node:fs";
import { peakKilobytes } from "./peak-memory.ts";

process.on("exit", () => {
  if (process.env.KEYHAWK_PEAKS !== undefined) appendFileSync(process.env.KEYHAWK_PEAKS, `${peakKilobytes()}\n`);
});
