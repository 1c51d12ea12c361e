import { availableParallelism } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Document } from "./document.ts";
import { type Search, type SearchedDocument, type SearchOptions, searchDocument } from "./search-document.ts";
import type { SearchAnswer, SearchOrder } from "./search-messages.ts";
import { receivedFindings } from "./sent-findings.ts";
import { scriptBeside } from "./worker-script.ts";

/** Threads that search documents, so that the event loop stays free. */
export interface SearchThreads {
  /**
   * Rejects when the thread that has the document ends: it ran out of memory or was killed. The next document starts
   * another one.
   */
  readonly search: Search;
  /** Ends the threads; searches that are under way reject. */
  close(): Promise<void>;
}

/**
 * Bytes that are searched at once in the calling thread: even full of keys they take some ten milliseconds, and copying
 * many small documents to a thread would take as long as searching them.
 */
const smallBytes = 64 * 1024;

/** Megabytes. The bytes of a document are not objects; what is found in it, and its text, are. */
const usualMemory = 1_024;

const mostThreads = Math.max(1, Math.min(2, availableParallelism() - 1));

interface Waiting {
  readonly resolve: (searched: SearchedDocument) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Starts a thread when there is a document for it.
 * @param memory the most megabytes of objects in one thread, which ends when it needs more
 */
export function createSearchThreads(memory: number = usualMemory): SearchThreads {
  const threads = new Set<Thread>();
  let number = 0;
  let searchedHere = 0;
  let closed = false;

  function startThread(): Thread {
    const worker = new Worker(scriptBeside("search-worker", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memory },
    });
    const thread: Thread = { worker, waiting: new Map() };
    threads.add(thread);
    worker.unref();
    worker.on("message", ({ number: answered, result }: SearchAnswer) => {
      const caller = thread.waiting.get(answered);
      thread.waiting.delete(answered);
      if ("failure" in result) caller?.reject(new Error(result.failure));
      else caller?.resolve({ ...result.searched, findings: receivedFindings(result) });
    });
    let reason = "it was ended";
    // Its message is V8's or Node's; what a document caused is answered as a failure.
    worker.on("error", (error) => {
      reason = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "out of memory" : error.name;
    });
    worker.on("exit", () => {
      threads.delete(thread);
      const lost = new Error(`A thread that searches for keys ended: ${reason}.`);
      for (const { reject } of thread.waiting.values()) reject(lost);
      thread.waiting.clear();
    });
    return thread;
  }

  /** The thread with the fewest documents, or a new one while all are busy. */
  function freeThread(): Thread {
    const [least] = [...threads].sort((a, b) => a.waiting.size - b.waiting.size);
    if (least !== undefined && (least.waiting.size === 0 || threads.size >= mostThreads)) return least;
    return startThread();
  }

  function searchThere(document: Document, options: SearchOptions): Promise<SearchedDocument> {
    if (closed) return Promise.reject(new Error("The App is ending."));
    // A copy: these may be some bytes of a longer text, all of which would be sent.
    const bytes = new Uint8Array(document.bytes);
    const { survey: _, ...sent } = document;
    const { limits, exposures } = options;
    const { fileBytes, archiveDepth } = limits;
    const order: SearchOrder = {
      number: ++number,
      document: { ...sent, bytes },
      options: { limits: { fileBytes, archiveDepth }, exposures },
    };
    const { worker, waiting } = freeThread();
    return new Promise((resolve, reject) => {
      waiting.set(order.number, { resolve, reject });
      worker.postMessage(order, [bytes.buffer]);
    });
  }

  async function searchHere(document: Document, options: SearchOptions): Promise<SearchedDocument> {
    searchedHere += document.bytes.length;
    if (searchedHere > smallBytes) {
      searchedHere = 0;
      await turn();
    }
    return searchDocument(document, options);
  }

  return {
    search: (document, options) =>
      document.bytes.length > smallBytes ? searchThere(document, options) : searchHere(document, options),
    async close() {
      closed = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}
