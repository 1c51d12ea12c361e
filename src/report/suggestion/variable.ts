import { type KindId, kinds } from "../../detect/kind.ts";

/** Prefixes that make a bundler publish the variable: a key must not be read through one. */
const published = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|PUBLIC|GATSBY|NUXT_PUBLIC|VUE_APP)_/;

/** The variable that the line itself names, such as `SUMMARISER_OPENAI_KEY`; otherwise the usual one for the kind. */
export function variableIn(before: string, kind: KindId): string {
  const names = before.match(/(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,63}(?![A-Za-z0-9_])/g) ?? [];
  const named = names.findLast(
    (name) =>
      /OPENAI|GPT/.test(name) && /KEY|TOKEN|SECRET/.test(name) && !published.test(name) && !name.startsWith("GITHUB_"),
  );
  return named ?? kinds[kind].variable;
}
