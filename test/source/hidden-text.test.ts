import { expect, it } from "vitest";
import { history } from "../../src/source/history/history.ts";
import { workTree } from "../../src/source/tree/work-tree.ts";
import { dumps } from "../detect/dump-formats.ts";
import { makeKey } from "../keys.ts";
import { createRepository } from "./repository.ts";
import { scanSource } from "./scanning.ts";

const token = (seed: string) => makeKey("openai-refresh-token", seed);
const dump = dumps["hexdump -C"] as (bytes: Buffer) => string;

function wide(text: string): Buffer {
  return Buffer.from([...text].flatMap((character) => [character.charCodeAt(0), 0, 0, 0]));
}

it("finds dumps and UTF-32 in a work tree and in a history, in large files and in what a commit changed", async () => {
  const repository = createRepository();
  const filler = Buffer.from(Array.from({ length: 900_000 }, (_, at) => 128 + ((at * at) % 127)));
  const inDump = (text: string) => `${"some text\n".repeat(40_000)}${dump(Buffer.from(text))}\n`;
  repository.commit("one", {
    "wide.bin": Buffer.concat([filler, Buffer.alloc(4), wide(token("wide")), Buffer.alloc(4)]),
    "dump.txt": inDump("nothing to find, in as many bytes as a token has, so that a delta of the file is short"),
  });
  repository.commit("two", { "dump.txt": inDump(token("dumped")) });
  repository.git("repack", "-a", "-d", "-q");

  const tree = await scanSource(workTree(repository.path, { files: "all", wholeBytes: 1 << 16 }));
  const past = await scanSource(history(repository.path));
  for (const { findings } of [tree, past]) {
    const found = findings.map(({ credential, encoding }) => `${credential.reveal()} ${encoding}`);
    expect(found.sort()).toEqual([`${token("dumped")} hex`, `${token("wide")} utf-32le`].sort());
  }
  expect(tree.findings.find(({ address }) => address.path === "dump.txt")?.line).toBe(40_001);
});
