import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/global-setup.ts"],
    setupFiles: ["test/setup.ts"],
    // Time-outs only stop hung tests: a busy machine may take several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Most of what takes long waits: for git, for a child process, for spacing between writes to GitHub.
    maxWorkers: 4,
  },
});
