import { setTimeout as wait } from "node:timers/promises";
import { folderDatabase } from "../test/app/app-database.ts";
import { type AppProcess, startApp } from "../test/app/app-process.ts";
import { type PostgresServer, startPostgres } from "../test/app/postgres.ts";
import { type AppWorld, createAppWorld } from "../test/app/world.ts";
import { makeKey } from "../test/keys.ts";
import type { BenchRow } from "./row.ts";

const repository = "acme/chaos";

/** Leaking pull requests that arrive around each disturbance, each with its push. */
const load = 3;

/** Longest wait for the outcome of one round, in milliseconds. */
const patience = 120_000;

const retry = { limit: 60, delay: 1, maximum: 2 };

/** The App under test; a restart replaces its process. */
interface Trial {
  readonly world: AppWorld;
  readonly environment: Record<string, string>;
  readonly postgres: PostgresServer | null;
  app: AppProcess;
}

type Disturbance = (trial: Trial) => Promise<void>;

async function kill(trial: Trial): Promise<void> {
  await trial.app.signal("SIGKILL");
  await restart(trial);
}

const disturbances: Readonly<Record<string, Disturbance>> = {
  "kill -9": kill,
  "kill -9 with PostgreSQL": kill,
  SIGTERM: async (trial) => {
    const code = await trial.app.signal("SIGTERM");
    if (code !== 0) throw new Error(`SIGTERM ended the App with ${code}:\n${trial.app.output().slice(-2_000)}`);
    await restart(trial);
  },
  "GitHub down": async ({ world }) => {
    const end = world.github.addFault({ path: /./, manner: "reset", times: Number.POSITIVE_INFINITY });
    await wait(Math.random() * 2_000);
    end();
  },
  "hook down": async ({ world }) => {
    const { answer } = world.hook;
    world.hook.answer = async () => 503;
    await wait(Math.random() * 2_000);
    world.hook.answer = answer;
  },
  "PostgreSQL restart": async ({ postgres }) => {
    await postgres?.restart();
  },
};

async function restart(trial: Trial): Promise<void> {
  trial.app = await startApp(trial.environment, retry);
  trial.world.connect(trial.app.url);
}

/**
 * Disturbs the App at random moments while pull requests with leaks arrive, and counts missing and duplicate results:
 * each must end in one comment, one red check, one review comment and at least one call of the hook.
 * @param rounds total number, for all kinds of disturbance
 */
export async function benchChaos(rounds: number): Promise<BenchRow[]> {
  const names = Object.keys(disturbances);
  const rows: BenchRow[] = [];
  for (const [position, name] of names.entries()) {
    const tries = Math.floor((rounds + names.length - 1 - position) / names.length);
    if (tries === 0) continue;
    const losses = await disturbed(name, tries);
    for (const loss of losses) console.error(`${name}: ${loss}`);
    const baseline = `${tries} tries, ${tries * load} pull requests`;
    rows.push({ name: `chaos: ${name}`, baseline, value: losses.length, unit: "losses", target: 0 });
  }
  return rows;
}

async function disturbed(name: string, tries: number): Promise<string[]> {
  const postgres = name.includes("PostgreSQL") ? await startPostgres() : null;
  const world = await createAppWorld(repository, await folderDatabase());
  const database: Record<string, string> =
    postgres === null ? {} : { DATABASE_URL: await postgres.createDatabase("chaos") };
  const environment = world.environment({ KEYHAWK_WRITE_INTERVAL: "0", ...database });
  const app = await startApp(environment, retry);
  const trial: Trial = { world, environment, postgres, app };
  world.connect(app.url);
  const losses: string[] = [];
  try {
    for (let number = 1; number <= tries; number++) {
      losses.push(...(await round(trial, `${name.replaceAll(/\W+/g, "-")}-${number}`, disturbances[name])));
    }
  } finally {
    await trial.app.stop();
    await world.close();
    await postgres?.stop();
  }
  return losses;
}

async function round(trial: Trial, label: string, disturb: Disturbance = async () => {}): Promise<string[]> {
  const { github } = trial.world;
  const cases = Array.from({ length: load }, (_, index) => ({
    branch: `${label}-${index}`,
    key: makeKey("openai-project-key", `chaos ${label} ${index}`),
    head: "",
    number: 0,
  }));
  const before = github.deliveries.length;
  const arrive = async () => {
    for (const each of cases) {
      each.head = await trial.world.push(each.branch, { [`${each.branch}.py`]: `KEY = "${each.key}"\n` });
      each.number = (await github.openPullRequest({ repository, title: "A change", head: each.branch })).number;
    }
  };
  await Promise.all([arrive(), wait(Math.random() * 2_000).then(() => disturb(trial))]);
  await github.settled();
  // GitHub does not redeliver automatically; a person or a script redelivers what was never acknowledged.
  for (const { id, status } of github.deliveries.slice(before)) if (status !== 202) github.redeliver(id);
  const missing = () => cases.flatMap((each) => lossesOf(trial.world, each));
  for (const end = Date.now() + patience; missing().length > 0 && Date.now() < end; ) await wait(250);
  // Duplicates arrive a little later.
  await wait(1_000);
  return missing().map((loss) => `${label}: ${loss}`);
}

function lossesOf(
  { github, hook }: AppWorld,
  { branch, key, head, number }: { branch: string; key: string; head: string; number: number },
): string[] {
  const losses: string[] = [];
  const expectOne = (what: string, count: number) => {
    if (count !== 1) losses.push(`${branch}: ${count} ${what}`);
  };
  expectOne("comments", github.comments(repository, number).length);
  expectOne("review comments", github.reviewComments(repository, number).length);
  const runs = github.checkRuns(repository, head);
  expectOne("red checks", runs.filter((run) => run.name === "Keyhawk" && run.conclusion === "failure").length);
  expectOne("checks of the push", runs.filter((run) => run.name === "Keyhawk (push)").length);
  if (!hook.received.some(({ request }) => request.data.credential === key))
    losses.push(`${branch}: no call of the hook`);
  return losses;
}
