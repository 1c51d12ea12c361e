import { type Address } from "./document.js";
import type { SourceItem } from "./source.js";
/** The commit that contains the name; empty in a work tree. */
type NameOrigin = Partial<Omit<Address, "type" | "path">>;
/**
 * The name of a file if it may contain a key: everyone who can see the repository can read its names, too. The address
 * has no path, so that no report shows or links the key.
 */
export declare function pathItems(path: string, origin?: NameOrigin): Generator<SourceItem>;
/** The same for many names, which are checked together: hardly any contains something. */
export declare function pathsItems(paths: readonly string[], origin?: NameOrigin): Generator<SourceItem>;
export {};
