import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** Correct from src/app/setup/ and from the bundle in dist/app/. */
const places = ["../../../app.yml", "../../app.yml"];

/**
 * The manifest from which GitHub creates the App: the permissions and events of `app.yml`, and the App's URLs.
 * @param origin of this server, as the browser sees it
 */
export function createManifest(origin: string, webhookUrl: string): object {
  return { ...readManifest(), hook_attributes: { url: webhookUrl }, redirect_url: `${origin}/setup`, version: "v1" };
}

function readManifest(): object {
  for (const place of places) {
    try {
      return parse(readFileSync(fileURLToPath(new URL(place, import.meta.url)), "utf8"));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  throw new Error("The installation lacks app.yml.");
}
