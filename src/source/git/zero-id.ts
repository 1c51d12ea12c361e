/** The null object id: zeros of the length that a repository's ids have. */
export function isZeroId(id: string): boolean {
  return /^0+$/.test(id);
}
