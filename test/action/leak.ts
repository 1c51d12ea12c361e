import { makeKey } from "../keys.ts";
import { type ActionWorld, repository } from "./world.ts";

/** Opens a pull request from a branch of this name, which brings one key in. */
export async function leak(world: ActionWorld, name: string) {
  await world.branch(name);
  const raw = makeKey("openai-project-key", `one:${name}`);
  await world.commit("Settings", { [`${name}.py`]: `key = "${raw}"\n` });
  await world.push(name);
  const pull = await world.github.openPullRequest({ repository, title: "A change", head: name });
  const { number } = pull;
  return { pull, number, raw, event: () => world.github.pullRequestEvent(repository, number) };
}
