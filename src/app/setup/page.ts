/** The page that sends the manifest to GitHub. @param action GitHub's page for a new App, with the state */
export function setupPage(action: string, manifest: object): string {
  return page(`<p>GitHub will create an App of your own with the least permissions that Keyhawk needs. It sends you back here
with the App's credentials, which are written to a file of this machine that only you can read.</p>
<form action="${escaped(action)}" method="post">
<button name="manifest" value="${escaped(JSON.stringify(manifest))}">Create the GitHub App</button>
</form>
<p>You have an App already? Set <code>APP_ID</code>, <code>PRIVATE_KEY</code> and <code>WEBHOOK_SECRET</code>, and start
Keyhawk again.</p>`);
}

/** A page with one sentence. */
export function messagePage(sentence: string): string {
  return page(`<p>${escaped(sentence)}</p>`);
}

function page(body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Set up Keyhawk</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:4em auto;padding:0 1em;color-scheme:light dark}</style>
<h1>Set up Keyhawk</h1>
${body}
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
