import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Most of what takes long waits: for git, for a child process, for spacing between writes to GitHub.
    maxWorkers: 4,
  },
});
