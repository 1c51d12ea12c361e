import { count } from "../../report/words.ts";
import type { AppClient } from "./app-client.ts";
import { type Check, ok, warning } from "./check.ts";
import { type Grant, granted } from "./granted.ts";

/**
 * Where the App is installed, and whether it may do there what it was registered for.
 * @param permissions of the App itself
 */
export async function checkInstallations(
  client: AppClient,
  permissions: Grant["permissions"],
): Promise<readonly Check[]> {
  const all = await client.paginate(client.rest.apps.listInstallations, { per_page: 100 });
  if (all.length === 0) {
    return [warning("installations", "The App is not installed anywhere.", "Install it from its page on GitHub.")];
  }
  const suspended = all.filter((item) => item.suspended_at !== null);
  const older = all.filter((item) => {
    const grant = { permissions: item.permissions as Grant["permissions"], events: [] };
    return granted(grant, { permissions, events: [] }).permissions.length > 0;
  });
  return [
    ok("installations", `The App is installed on ${count(all.length, "account")}.`),
    ...about(
      suspended,
      (names) => `Suspended, so nothing is scanned there: ${names}.`,
      "Their owners can unsuspend the App.",
    ),
    ...about(
      older,
      (names) => `These have not accepted the App's present permissions: ${names}.`,
      "Their owners find the request in the settings of the installation.",
    ),
  ];
}

/** The most accounts that one sentence names. */
const mostNames = 20;

function about(
  items: readonly { readonly id: number; readonly account: object | null }[],
  found: (names: string) => string,
  advice: string,
): readonly Check[] {
  if (items.length === 0) return [];
  const names = items.slice(0, mostNames).map(({ id, account }) => {
    if (account === null) return String(id);
    return "login" in account ? String(account.login) : "slug" in account ? String(account.slug) : String(id);
  });
  const more = items.length - names.length;
  return [warning("installations", found(names.join(", ") + (more > 0 ? ` and ${more} more` : "")), advice)];
}
