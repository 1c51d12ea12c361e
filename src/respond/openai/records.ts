import * as z from "zod";
import type { KeyRecord } from "../../report/key-record.ts";

const person = z.object({ name: z.string().nullish(), email: z.string().nullish() });

/** The fields that are read from a project. */
export const projectSchema = z.object({ id: z.string(), name: z.string().nullish() });

/** The fields that are read from a project's key. */
export const projectKeySchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  redacted_value: z.string(),
  created_at: z.number(),
  last_used_at: z.number().nullish(),
  expires_at: z.number().nullish(),
  owner: z.object({
    type: z.enum(["user", "service_account"]).optional(),
    user: person.nullish(),
    service_account: person.nullish(),
  }),
});

/** The fields that are read from an admin key. */
export const adminKeySchema = projectKeySchema.extend({ owner: person });

/** The most milliseconds since 1970 that a date can hold. */
const lastMoment = 8.64e15;

/** A record of a project's key as Keyhawk keeps it. */
export function projectKey(key: z.output<typeof projectKeySchema>, project: KeyRecord["project"]): KeyRecord {
  const { user, service_account: account } = key.owner;
  const holder = user ?? account;
  const owner = holder ? ownerOf(holder, user ? "user" : "service-account") : null;
  return { ...common(key), project, owner };
}

/** A record of an admin key as Keyhawk keeps it. */
export function adminKey(key: z.output<typeof adminKeySchema>): KeyRecord {
  return { ...common(key), project: null, owner: ownerOf(key.owner, "user") };
}

function ownerOf(holder: z.output<typeof person>, type: "user" | "service-account"): KeyRecord["owner"] {
  return { type, name: holder.name ?? null, email: holder.email ?? null };
}

function common(key: Omit<z.output<typeof projectKeySchema>, "owner">): Omit<KeyRecord, "project" | "owner"> {
  return {
    id: key.id,
    name: key.name ?? null,
    redacted: key.redacted_value,
    createdAt: moment(key.created_at),
    lastUsedAt: moment(key.last_used_at),
    expiresAt: moment(key.expires_at),
  };
}

function moment(seconds: number | null | undefined): string | null {
  if (seconds === null || seconds === undefined || Math.abs(seconds * 1000) > lastMoment) return null;
  return new Date(seconds * 1000).toISOString();
}
