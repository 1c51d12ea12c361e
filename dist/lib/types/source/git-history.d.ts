/**
 * What is said of a history that a scan of files meets and does not read.
 * @param what a pack, a bundle, or the folder of a repository
 */
export declare function historyDetail(what: string): string;
