import { readManifest } from "../manifest.ts";

/**
 * The manifest from which GitHub creates the App: the permissions and events of `app.yml`, and the App's URLs.
 * @param origin of this server, as the browser sees it
 */
export function createManifest(origin: string, webhookUrl: string): object {
  return { ...readManifest(), hook_attributes: { url: webhookUrl }, redirect_url: `${origin}/setup`, version: "v1" };
}
