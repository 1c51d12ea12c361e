import { type GitObject } from "./objects.js";
import type { Repository } from "./repository.js";
/**
 * Reads objects by id, in the given order and in bounded memory. Yields batches of objects whose bytes stay valid as
 * long as they are referenced. Missing and damaged objects are reported and do not hide later ones. Throws a `Failure`
 * when too many are damaged.
 * @param archiveBytes blobs up to this size that may be archives are returned whole, since parts cannot be opened
 */
export declare function readObjects(repository: Repository, ids: readonly string[], archiveBytes?: number): AsyncGenerator<GitObject[]>;
