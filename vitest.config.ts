import { defineConfig } from "vitest/config";

/** Tests that `npm test` leaves to commands of their own; CONTRIBUTING says which belong here. */
const tiers = { packages: ["test/packages/**/*.test.ts"], faults: ["test/faults/**/*.test.ts"] };

/**
 * Files that get a process of their own: because they replace modules, use the shared PostgreSQL server, or hold much
 * memory. One process runs many of the others, and imports the modules once: they undo what they change of it.
 */
const alone = [
  "test/app/incident.test.ts",
  "test/app/queue.test.ts",
  "test/demo/**/*.test.ts",
  "test/detect/anchor-search.test.ts",
  "test/http/**/*.test.ts",
  "test/source/repacked.test.ts",
];

/** These use the shared PostgreSQL server; one process runs many of them, too. */
const app = ["test/action/both.test.ts", "test/app/**/*.test.ts"];

const globalSetup = ["test/global-setup.ts"];

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
      {
        extends: true,
        test: {
          name: "sharing",
          include: ["test/**/*.test.ts"],
          exclude: [...app, ...alone, ...tiers.packages, ...tiers.faults],
          isolate: false,
        },
      },
      { extends: true, test: { name: "app", include: app, exclude: alone, isolate: false, globalSetup } },
      {
        extends: true,
        test: { name: "alone", include: alone, globalSetup, provide: { queueDatabase: "a PostgreSQL server" } },
      },
      { extends: true, test: { name: "packages", include: tiers.packages, globalSetup } },
      {
        extends: true,
        test: {
          name: "faults",
          include: [...tiers.faults, "test/app/queue.test.ts"],
          globalSetup,
          provide: { queueDatabase: "embedded PGlite" },
        },
      },
    ],
  },
});
