import { setFlagsFromString } from "node:v8";

// The database is WebAssembly. Compiling it once, quickly, is enough for as little as a test asks of it.
setFlagsFromString("--liftoff-only");

const { serve } = await import("../../src/app/serve.ts");
const [retry] = process.argv.slice(2);
await serve({ envFile: "/dev/null", ...(retry === undefined ? {} : { retry: JSON.parse(retry) }) }, process.env);
