import { nodeRefusal } from "../node-version.ts";

// Everything else is loaded after this check. GitHub's runner provides the Node version that action.yml names; other
// runners may use one that is installed on the machine.
const refusal = nodeRefusal(process.versions.node, "24.0");
if (refusal === null) import("./start.ts").then(({ start }) => start(process));
else {
  process.exitCode = 2;
  process.stdout.write(`::error title=Keyhawk::${refusal}\n`);
}
