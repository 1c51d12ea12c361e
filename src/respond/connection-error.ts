/** ` (ECONNREFUSED)` and the like: what is safe to say of a connection that failed, or nothing. */
export function connectionCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
}
