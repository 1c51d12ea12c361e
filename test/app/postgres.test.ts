import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startPostgres } from "./postgres.ts";

// A server that does not start must not leave its tests to a time-out that says nothing.
const atOnce = 30_000;

test("a PostgreSQL program that exits with an error is named, with what it printed", { timeout: atOnce }, async () => {
  const programs = await mkdtemp(join(tmpdir(), "keyhawk-programs-"));
  onTestFinished(() => rm(programs, { recursive: true }));
  await writeFile(join(programs, "initdb"), "#!/bin/sh\necho 'initdb: error: no room' >&2\nexit 1\n", { mode: 0o755 });
  await expect(startPostgres({ programs })).rejects.toThrow(/initdb failed: initdb: error: no room$/);
  await writeFile(join(programs, "initdb"), "#!/bin/sh\n", { mode: 0o755 });
  await expect(startPostgres({ programs })).rejects.toThrow(/postgres cannot be started: .*ENOENT/);
  await writeFile(join(programs, "postgres"), "#!/bin/sh\necho 'FATAL: bad data' >&2\nexit 1\n", { mode: 0o755 });
  await expect(startPostgres({ programs })).rejects.toThrow(/postgres failed: FATAL: bad data$/);
});

test("a PostgreSQL server whose port is taken says so", { timeout: atOnce }, async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(startPostgres({ port })).rejects.toThrow(/could not bind .*"127\.0\.0\.1": Address already in use/);
});
