import { nodeRefusal, oldestNode } from "./node-version.ts";

// Imported before the library by its entry: whoever imports it on an older Node reads why it fails.
const refusal = nodeRefusal(process.versions.node, oldestNode);
if (refusal !== null) throw new Error(refusal);
