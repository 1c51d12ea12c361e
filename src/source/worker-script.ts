import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The script of a worker thread, which is next to this module both in source and in the bundle. When an installation
 * lacks it, emits a process warning and returns null: everything is then read in one thread, which takes longer and
 * finds the same.
 * @param own `import.meta.url` of the module that starts the thread
 */
export function workerScript(name: "tree-worker", own: string): URL | null {
  const script = scriptBeside(name, own);
  const path = fileURLToPath(script);
  if (existsSync(path)) return script;
  process.emitWarning(
    `${path} is missing, so the scan runs on one core and takes longer; it reads everything all the same. Install Keyhawk again.`,
    { type: "KeyhawkWarning", code: "KEYHAWK_WORKER_MISSING" },
  );
  return null;
}

/**
 * The script of a worker thread, which is next to this module both in source and in the bundle.
 * @param own `import.meta.url` of the module that starts the thread
 */
export function scriptBeside(name: string, own: string): URL {
  return new URL(`./${name}${own.slice(own.lastIndexOf("."))}`, own);
}
