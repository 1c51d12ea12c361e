import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import * as z from "zod";

/** Correct from src/app/ and from the bundle in dist/app/. */
const place = new URL("../../app.yml", import.meta.url);

const manifest = z.looseObject({
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

/** `app.yml`: what the App is registered with. */
export type Manifest = z.output<typeof manifest>;

/** Reads `app.yml` of this installation. */
export function readManifest(): Manifest {
  return manifest.parse(parse(readFileSync(fileURLToPath(place), "utf8")));
}
