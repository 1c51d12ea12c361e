import { defineConfig } from "vitest/config";

/** Folders whose tests change nothing of their process, so that one process imports the modules for many of them. */
const sharing = ["change", "github", "openai", "policy", "report", "respond"].map(
  (name) => `test/${name}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    setupFiles: ["test/setup.ts"],
    // Time-outs only stop hung tests: a busy machine may take several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Most of what takes long waits: for git, for a child process, for spacing between writes to GitHub.
    maxWorkers: 4,
    projects: [
      { extends: true, test: { name: "sharing", include: sharing, isolate: false } },
      {
        extends: true,
        test: {
          name: "isolated",
          include: ["test/**/*.test.ts"],
          exclude: sharing,
          globalSetup: ["test/global-setup.ts"],
        },
      },
    ],
  },
});
