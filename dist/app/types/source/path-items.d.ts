import type { Origin } from "./patch/documents.js";
import type { SourceItem } from "./source.js";
/**
 * The name of a file when it holds a key: names are read by everybody who can see the repository, too. The address has
 * no path, so that no report shows or links what is in it.
 * @param origin whose name it is; nobody's in a work tree
 */
export declare function pathItems(path: string, origin?: Partial<Origin>): Generator<SourceItem>;
/** The same for many names, which are looked at together: hardly ever is there something in one. */
export declare function pathsItems(paths: readonly string[], origin?: Partial<Origin>): Generator<SourceItem>;
