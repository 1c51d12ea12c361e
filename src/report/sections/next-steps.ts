import { type Kind, kinds } from "../../detect/kind.ts";
import type { ChangeReport } from "../change-report.ts";
import type { KeyReport } from "../key-report.ts";
import { code, link } from "../markdown.ts";
import { anyStore, type Store, storeFor } from "../secret-store.ts";
import { count, list } from "../words.ts";
import { keysByState } from "./headline.ts";

/** What to do now, in order, as a numbered Markdown list; empty when nothing is left to do. */
export function nextSteps(report: ChangeReport): string {
  const { open, leftInCode } = keysByState(report.keys);
  const steps = [
    revokeStep(open),
    replaceStep([...open, ...leftInCode]),
    storeStep([...open, ...leftInCode]),
    historyStep(report),
  ];
  return steps
    .filter((step) => step !== null)
    .map((step, index) => `${index + 1}. ${step}`)
    .join("\n");
}

function revokeStep(open: readonly KeyReport[]): string | null {
  if (open.length === 0) return null;
  const byInstruction = new Map(open.map(({ kind }) => [kinds[kind].revocation.instruction, kinds[kind]]));
  const why = "Everyone who can read the repository can use it until then, and removing the line takes nothing back.";
  const [only] = byInstruction.values();
  if (byInstruction.size === 1 && only) {
    const keys = open.length === 1 ? "the key" : open.length === 2 ? "both keys" : `all ${open.length} keys`;
    return `**Revoke** ${keys} at ${pageMarkdown(only)} ${why}`;
  }
  const parts = [...byInstruction.values()].map((kind) => `   - ${kind.title}: ${pageMarkdown(kind)}`);
  return `**Revoke** ${count(open.length, "key")}. ${why.replace("use it", "use them")}\n${parts.join("\n")}`;
}

function pageMarkdown({ revocation }: Kind): string {
  return `${link(revocation.name, revocation.url)}. ${revocation.instruction}`;
}

function replaceStep(keys: readonly KeyReport[]): string | null {
  const here = keys.filter((key) => key.headPlaces.length > 0);
  if (here.length === 0) return null;
  const inFiles = here.some((key) => key.headPlaces.some((place) => place.address.path !== null));
  const texts = new Set(here.flatMap((key) => key.headPlaces.map((place) => place.address.type)));
  const edits = [
    ...(texts.has("pull-request-title") ? ["the title"] : []),
    ...(texts.has("pull-request-body")
      ? ["the description (its edit history keeps the old text: delete that revision too)"]
      : []),
  ];
  const variables = [...new Set(here.map((key) => kinds[key.kind].variable))].map((name) => code(name));
  const parts = [
    ...(inFiles
      ? [
          `**Replace** it in the code by reading an environment variable such as ${list(variables)}; where a safe change of the line exists, it is suggested there for you to accept.`,
        ]
      : []),
    ...(edits.length > 0 ? [`**Edit** ${list(edits)}.`] : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

function storeStep(keys: readonly KeyReport[]): string | null {
  if (keys.length === 0) return null;
  const found = new Map<string, Store>();
  // A few places of each key are enough to pick a store.
  for (const key of keys.slice(0, 100)) {
    for (const place of (key.headPlaces.length > 0 ? key.headPlaces : key.places).slice(0, 5)) {
      const store = storeFor(place.address);
      if (store !== null) found.set(store.name, store);
    }
  }
  if (found.size === 0) return `**Store** the new key out of the code. ${anyStore}`;
  const lines = [...found.values()].slice(0, 4).map((store) => `   - ${link(store.name, store.url)}: ${store.how}.`);
  return `**Store** the new key where it belongs, judging by where this one was:\n${lines.join("\n")}`;
}

function historyStep(report: ChangeReport): string | null {
  const { open, leftInCode } = keysByState(report.keys);
  if (open.length > 0) {
    return "**Leave the history** alone until the key is dead: forks, clones and caches keep what a rewrite takes away. A revoked key opens nothing, so its commits may stay; squash them on merge if you like. If something else in them must go: [Clean a history](https://github.com/keyhawk/keyhawk/blob/main/docs/clean-a-history.md) has the commands.";
  }
  return leftInCode.length > 0 ? "**Leave the history** as it is: the key no longer works." : null;
}
