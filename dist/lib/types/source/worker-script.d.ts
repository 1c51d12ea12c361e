/**
 * The file of a thread, which stands beside this one in source and bundle. Null, after a warning of the process, where
 * an installation lacks it: everything is then read in one thread, which takes longer and finds the same.
 * @param own `import.meta.url` of the module that starts the thread
 */
export declare function workerScript(name: "tree-worker", own: string): URL | null;
