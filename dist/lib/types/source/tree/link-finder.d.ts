/**
 * Finds, for names below a folder, the topmost folder above each that is a symbolic link; null for none. A listing takes
 * one look at each folder: the name of a file says nothing about the folders above it, and opening it follows them.
 */
export declare function linkFinder(folder: string): (name: string | Buffer) => string | Buffer | null;
