/** ` (ECONNREFUSED)` and the like: the part of a connection error that is safe to report, or nothing. */
export function connectionCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
