import type { KindId } from "../../detect/kind.ts";

const byKind: Readonly<Partial<Record<KindId, string>>> = {
  "openai-admin-key": "OPENAI_ADMIN_KEY",
  "openai-session-token": "OPENAI_SESSION_TOKEN",
  "openai-realtime-secret": "OPENAI_REALTIME_SECRET",
  "azure-openai-key": "AZURE_OPENAI_API_KEY",
};

/** The environment variable that programs usually read a kind of key from. */
export function variableFor(kind: KindId): string {
  return byKind[kind] ?? "OPENAI_API_KEY";
}

/** Prefixes that make a bundler publish the variable: a key must not be read through one. */
const published = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|PUBLIC|GATSBY|NUXT_PUBLIC|VUE_APP)_/;

/** The name that the line itself gives the variable, such as `SUMMARISER_OPENAI_KEY`, else the usual one of the kind. */
export function variableIn(before: string, kind: KindId): string {
  const names = before.match(/(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,63}(?![A-Za-z0-9_])/g) ?? [];
  const named = names.findLast(
    (name) =>
      /OPENAI|GPT/.test(name) && /KEY|TOKEN|SECRET/.test(name) && !published.test(name) && !name.startsWith("GITHUB_"),
  );
  return named ?? variableFor(kind);
}
