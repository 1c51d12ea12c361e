import { inject } from "vitest";
import type { AppDatabase } from "./app-database.ts";

/**
 * A database of its own on the PostgreSQL server that all test files share. An App starts with it in a fraction of the
 * time that the embedded one takes, so it is for tests in which either would do.
 */
export async function serverDatabase(): Promise<AppDatabase & { readonly url: string }> {
  const answer = await fetch(inject("databases"), { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  // It goes with its server.
  return { url: text, environment: { DATABASE_URL: text }, remove: async () => {} };
}
