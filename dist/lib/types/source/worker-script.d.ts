/**
 * The script of a worker thread, which is next to this module both in source and in the bundle. When an installation
 * lacks it, emits a process warning and returns null: everything is then read in one thread, which takes longer and
 * finds the same.
 * @param own `import.meta.url` of the module that starts the thread
 */
export declare function workerScript(name: "tree-worker", own: string): URL | null;
/**
 * The script of a worker thread, which is next to this module both in source and in the bundle.
 * @param own `import.meta.url` of the module that starts the thread
 */
export declare function scriptBeside(name: string, own: string): URL;
