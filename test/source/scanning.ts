import { defaultPolicy } from "../../src/policy/policy.ts";
import { type ScanResult, scan } from "../../src/scan.ts";
import type { Finding } from "../../src/source/finding.ts";
import type { Source } from "../../src/source/source.ts";

/** Scans with the default limits, for keys only. */
export function scanSource(source: Source): Promise<ScanResult> {
  return scan(source, { limits: defaultPolicy.limits, exposures: [] });
}

/** `path:line:column seed`, the seed being that of the key: short to compare, and never the key. */
export function placesOf(findings: readonly Finding[], seeds: ReadonlyMap<string, string>): string[] {
  return findings
    .map(({ address, line, column, credential }) => {
      const where = [address.path ?? address.type, ...address.container].join(" > ");
      return `${where}:${line}:${column} ${seeds.get(credential.fingerprint) ?? "unknown"}`;
    })
    .sort();
}
