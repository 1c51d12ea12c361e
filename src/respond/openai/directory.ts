import type { Credential } from "../../detect/credential.ts";
import type { KeyRecord } from "../../report/key-record.ts";
import { type AdminAccess, createAdminClient } from "./admin-client.ts";
import { readAdminKeys, readAllKeys, readKeyAgain, readKeysOfProject } from "./read-keys.ts";
import { type SharedReading, shareReading } from "./shared-reading.ts";

/** Milliseconds for which a listing is used: reading it may take two thousand requests. */
const lifetime = 5 * 60_000;
/** A key that a listing older than this does not have may have been created since. */
const youth = 60_000;

/**
 * The organisation's keys. What was read is shared by everyone who asks for a few minutes. Every method throws what
 * OpenAI's client throws, and `UnusableAnswer`.
 */
export interface KeyDirectory {
  /**
   * The keys of the whole organisation that fit.
   * @param asOf milliseconds since 1970: a record that was read before is read again by itself
   */
  find(fits: (record: KeyRecord) => boolean, asOf: number, signal: AbortSignal): Promise<readonly KeyRecord[]>;
  /** The keys of one project as of then or later; null when the organisation has no such project. */
  project(id: string, asOf: number, signal: AbortSignal): Promise<readonly KeyRecord[] | null>;
  /** The admin keys as of then or later, and the organisation that OpenAI names. */
  admins(asOf: number, signal: AbortSignal): ReturnType<typeof readAdminKeys>;
}

const directories = new WeakMap<Credential, KeyDirectory>();

/** The directory that belongs to an admin key of the settings: it lives as long as they do. */
export function directoryOf(access: AdminAccess): KeyDirectory {
  const known = directories.get(access.adminKey);
  if (known !== undefined) return known;
  const directory = createDirectory(access);
  directories.set(access.adminKey, directory);
  return directory;
}

function createDirectory(access: AdminAccess): KeyDirectory {
  const client = createAdminClient(access);
  const everything = shareReading((signal) => readAllKeys(client, signal));
  const admins = shareReading((signal) => readAdminKeys(client, signal));
  const projects = new Map<string, SharedReading<readonly KeyRecord[] | null>>();

  return {
    async find(fits, asOf, signal) {
      const read = async (notBefore: number) => {
        const { value, since } = await everything.get(signal, notBefore);
        return { fitting: value.filter(fits), since };
      };
      const first = await read(Date.now() - lifetime);
      const { fitting, since } = first.fitting.length > 0 ? first : await read(asOf - youth);
      if (since >= asOf) return fitting;
      const present = await Promise.all(fitting.map((record) => readKeyAgain(client, record, signal)));
      return present.filter((record) => record !== null);
    },
    async project(id, asOf, signal) {
      const reading = projects.get(id) ?? shareReading((ended) => readKeysOfProject(client, id, ended));
      projects.set(id, reading);
      return (await reading.get(signal, asOf)).value;
    },
    async admins(asOf, signal) {
      return (await admins.get(signal, asOf)).value;
    },
  };
}
