import { rm } from "node:fs/promises";
import { newDataFolder } from "./data-folder.ts";

/** A database for an App under test. */
export interface AppDatabase {
  /** Environment variables that name it to the App. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** The embedded database, in a folder of its own. */
export async function folderDatabase(): Promise<AppDatabase & { readonly folder: string }> {
  const folder = await newDataFolder();
  return {
    folder,
    environment: { KEYHAWK_DATA: folder },
    remove: () => rm(folder, { recursive: true }),
  };
}
