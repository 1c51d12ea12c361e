import { gitEnvironment } from "./git-environment.ts";

// Git follows the tests' own configuration in every process that they start, Keyhawk's included.
for (const name of Object.keys(process.env)) if (name.startsWith("GIT_")) delete process.env[name];
Object.assign(process.env, gitEnvironment());
