import { type ChangeReader, type EarlierFile, fileKey } from "../github/read/change-reader.ts";
import { readEarlierFile } from "../github/read/whole-file.ts";
import { type ScanOptions, scan } from "../scan.ts";
import { address } from "../source/document.ts";
import type { Finding } from "../source/finding.ts";
import { searchDocument } from "../source/search-document.ts";

type EarlierOptions = Pick<ScanOptions, "limits" | "search">;

/**
 * Removes findings in merges, and in files that were read whole, that an earlier state has on the same line: this
 * commit did not introduce them. Earlier states are fetched only for files with a finding.
 */
export async function withoutEarlier(
  reader: ChangeReader,
  findings: readonly Finding[],
  policy: EarlierOptions,
): Promise<readonly Finding[]> {
  if (reader.earlier.size === 0) return findings;
  const known = new Map<string, Map<string, number>>();
  const kept: Finding[] = [];
  for (const finding of findings) {
    const { commit, path } = finding.address;
    const key = fileKey(commit, path);
    const earlier = reader.earlier.get(key);
    if (earlier === undefined || path === null) {
      kept.push(finding);
      continue;
    }
    const lines = known.get(key) ?? (await earlierLines(reader, path, earlier, policy));
    known.set(key, lines);
    const line = lineOf(finding);
    const count = lines.get(line) ?? 0;
    if (count > 0) lines.set(line, count - 1);
    else kept.push(finding);
  }
  return kept;
}

/** How often each finding occurs in the earlier states, taking the highest count of any one state. */
async function earlierLines(
  reader: ChangeReader,
  path: string,
  earlier: readonly EarlierFile[],
  policy: EarlierOptions,
): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  for (const file of earlier) {
    const bytes = await readEarlierFile(reader, file);
    if (bytes === null) continue;
    const findings = await scanFile(path, bytes, policy);
    const counts = new Map<string, number>();
    for (const finding of findings) counts.set(lineOf(finding), (counts.get(lineOf(finding)) ?? 0) + 1);
    for (const [line, count] of counts) most.set(line, Math.max(most.get(line) ?? 0, count));
  }
  return most;
}

/** Every finding in one state of a file, whichever commit added it. */
export async function scanFile(
  path: string,
  bytes: Uint8Array,
  { limits, search = searchDocument }: EarlierOptions,
): Promise<readonly Finding[]> {
  const document = { address: address("blob", { path }), bytes, firstLine: 1, added: null };
  const { findings } = await scan([{ type: "document", document }], { limits, search, exposures: [] });
  return findings;
}

function lineOf(finding: Finding): string {
  return JSON.stringify([finding.credential.fingerprint, finding.address.container.slice(1), finding.excerpt.text]);
}
