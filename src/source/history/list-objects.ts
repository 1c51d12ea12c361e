import type { ObjectType } from "../git/objects.ts";
import { startGit } from "../git/running-git.ts";

/** Ids of all objects by type, in the order in which the packs hold them. */
export type ObjectList = Readonly<Record<ObjectType, readonly string[]>>;

/** Lists the object store without reading its objects. */
export async function listObjects(directory: string): Promise<ObjectList> {
  const format = "--batch-check=%(objecttype) %(objectname)";
  const running = startGit(directory, ["cat-file", "--batch-all-objects", "--unordered", "--buffer", format]);
  running.input.end();
  const ids: Record<ObjectType, string[]> = { blob: [], commit: [], tag: [], tree: [] };
  let rest = "";
  running.output.setEncoding("latin1");
  for await (const chunk of running.output as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const space = line.indexOf(" ");
      ids[line.slice(0, space) as ObjectType]?.push(line.slice(space + 1));
    }
  }
  await running.ended;
  return ids;
}
