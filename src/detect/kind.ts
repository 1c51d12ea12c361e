import { azureKinds } from "./kinds/azure-kinds.ts";
import { chatgptKinds } from "./kinds/chatgpt-kinds.ts";
import type { KindDescription } from "./kinds/kind-description.ts";
import { platformKinds } from "./kinds/platform-kinds.ts";

export type { Confidence, Severity } from "./kinds/kind-description.ts";

const table = { ...platformKinds, ...chatgptKinds, ...azureKinds };

export type KindId = keyof typeof table;

/** A kind of credential, as people and machines know it. `docs/add-a-kind.md` says how to add one. */
export interface Kind extends KindDescription {
  readonly id: KindId;
}

/** Every kind by id, in the order of the table in `docs/formats.md`. */
export const kinds: Readonly<Record<KindId, Kind>> = withIds(table);

function withIds(entries: Readonly<Record<KindId, KindDescription>>): Record<KindId, Kind> {
  return Object.fromEntries(Object.entries(entries).map(([id, kind]) => [id, { id, ...kind }])) as Record<KindId, Kind>;
}
