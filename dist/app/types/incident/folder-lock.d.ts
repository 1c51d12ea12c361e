/** Releases the folder. */
export type Unlock = () => Promise<void>;
/**
 * Holds a data folder for this process: the embedded database is damaged by two writers.
 * A lock whose process is gone is taken over. Throws a `Failure` when another process holds it.
 */
export declare function lockFolder(file: string, folder: string): Promise<Unlock>;
