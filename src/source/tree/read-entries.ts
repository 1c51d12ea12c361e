import { pathsItems } from "../path-items.ts";
import type { SourceItem } from "../source.ts";
import { type Settled, settleFiles } from "./settle-files.ts";
import { startTreeThread } from "./thread.ts";
import type { ListedFile, TreeEntry } from "./walk.ts";

/** How the files of a tree are read. */
export interface TreeReading {
  /** Folder of the tree, with a final separator. */
  readonly root: string;
  /** Number of threads; by default as many as are worthwhile. */
  readonly threads?: 1 | 2;
  /** The items of a file that may contain something, or is not a regular file. */
  open(file: ListedFile): AsyncGenerator<SourceItem>;
}

/** Files that one thread reads in one batch. */
const blockFiles = 32;
/** Number of files from which a second thread is worth its start. */
const largeTree = 500;

interface Block {
  readonly entries: readonly TreeEntry[];
  readonly files: readonly ListedFile[];
  settled: Settled | null;
}

/**
 * Everything in a listing, in order. Files that contain nothing are only counted; in a large tree two threads look for
 * those.
 */
export async function* readTree(entries: Iterable<TreeEntry>, reading: TreeReading): AsyncGenerator<SourceItem> {
  const { root, threads = 2 } = reading;
  const waiting: Block[] = [];
  const blocks = blocksOf(entries);
  // The thread starts while this one reads the first files to find out whether it is needed.
  const { first: opening, isLarge } = listFirst(blocks);
  const thread = isLarge && threads > 1 ? startTreeThread(root) : null;
  const lastOrder = ({ settled }: Block) => (settled === null ? (thread?.takeBack() ?? null) : null);
  try {
    for (const block of chain(opening, blocks)) {
      waiting.push(block);
      const given = thread?.give(block.files, (settled) => {
        block.settled = settled;
      });
      if (!given) block.settled = settleFiles(root, block.files);
      for (let first = waiting[0]; first !== undefined && first.settled !== null; first = waiting[0]) {
        waiting.shift();
        yield* blockItems(first, first.settled, reading);
      }
    }
    for (const block of waiting) {
      // While the thread is busy, this one takes the orders that it would process last.
      for (let order = lastOrder(block); order !== null; order = lastOrder(block)) {
        order.done(settleFiles(root, order.files));
      }
      if (block.settled === null) await thread?.finish();
      // A thread that exited early has left it.
      yield* blockItems(block, block.settled ?? settleFiles(root, block.files), reading);
    }
  } finally {
    await thread?.close();
  }
}

/** Blocks with enough files to distinguish a large tree from a small one. */
function listFirst(blocks: Iterator<Block>): { readonly first: readonly Block[]; readonly isLarge: boolean } {
  const first: Block[] = [];
  let files = 0;
  while (files <= largeTree) {
    const next = blocks.next();
    if (next.done) return { first, isLarge: false };
    first.push(next.value);
    files += next.value.files.length;
  }
  return { first, isLarge: true };
}

function* chain(first: readonly Block[], blocks: Iterable<Block>): Generator<Block> {
  yield* first;
  yield* blocks;
}

function* blocksOf(entries: Iterable<TreeEntry>): Generator<Block> {
  let block: TreeEntry[] = [];
  let files: ListedFile[] = [];
  for (const entry of entries) {
    block.push(entry);
    if (!("type" in entry)) files.push(entry);
    if (block.length < blockFiles) continue;
    yield { entries: block, files, settled: null };
    block = [];
    files = [];
  }
  if (block.length > 0) yield { entries: block, files, settled: null };
}

async function* blockItems(block: Block, settled: Settled, reading: TreeReading): AsyncGenerator<SourceItem> {
  yield* pathsItems(block.files.map((file) => file.path));
  const { documents, bytes, open } = settled;
  if (documents > 0) yield { type: "clean", documents, bytes };
  if (open.length === 0 && block.files.length === block.entries.length) return;
  const left = new Set(open.map((index) => block.files[index]));
  for (const entry of block.entries) {
    if ("type" in entry) yield entry;
    else if (left.has(entry)) yield* reading.open(entry);
  }
}
