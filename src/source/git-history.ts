/**
 * What is said of a history that a scan of files meets and does not read.
 * @param what a pack, a bundle, or the folder of a repository
 */
export function historyDetail(what: string): string {
  return `It is a ${what}, and the commits in it were not scanned: run keyhawk scan --history on it.`;
}
