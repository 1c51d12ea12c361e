/** What the text before the pack of a git bundle says (gitformat-bundle). */
export interface BundleHeader {
  /** Bytes before the pack. */
  readonly length: number;
  readonly objectFormat: "sha1" | "sha256";
  /** True when the bundle leaves objects out, as a partial clone does. */
  readonly isFiltered: boolean;
  /** Commits that the bundle builds on and does not hold. */
  readonly prerequisites: readonly string[];
  readonly refs: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Parses the header of a bundle.
 * @param bytes the beginning of the file, of any length
 * @returns null when the header goes on after these bytes; throws nothing, lines of an unknown form are skipped
 */
export function parseBundleHeader(bytes: Buffer): BundleHeader | null {
  const end = bytes.indexOf("\n\n");
  if (end === -1) return null;
  const [, ...lines] = bytes.toString("utf8", 0, end).split("\n");
  const prerequisites: string[] = [];
  const refs: { id: string; name: string }[] = [];
  let objectFormat: BundleHeader["objectFormat"] = "sha1";
  let isFiltered = false;
  for (const line of lines) {
    if (line === "@object-format=sha256") objectFormat = "sha256";
    if (line.startsWith("@filter=")) isFiltered = true;
    const [, sign, id, name = ""] = /^(-?)([0-9a-f]{40}|[0-9a-f]{64})(?: (.*))?$/.exec(line) ?? [];
    if (id === undefined) continue;
    if (sign === "-") prerequisites.push(id);
    else refs.push({ id, name });
  }
  return { length: end + 2, objectFormat, isFiltered, prerequisites, refs };
}
