// Stands in for @octokit/plugin-rest-endpoint-methods in the step's bundle: the step calls `octokit.request` with a
// route, so the table of every route of GitHub would be dead weight in each start.

export function restEndpointMethods(): Record<string, never> {
  return {};
}
