import { serve } from "../../src/app/serve.ts";

// `keyhawk serve` as a process of its own, for a test that kills it.
await serve({ envFile: "/dev/null" }, process.env);
