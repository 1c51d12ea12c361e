/** True when git finds a repository, with a work tree or bare, at or above a folder. */
export declare function isRepository(directory: string): boolean;
/** The position of a folder relative to its repository. */
export type RepositoryPlace = 
/** In a work tree. */
{
    readonly type: "work-tree";
}
/** In a bare repository, or in git's own folder. */
 | {
    readonly type: "repository";
} | {
    readonly type: "outside";
}
/** In a repository that git refuses to read, e.g. since another user owns it; `reason` is git's message. */
 | {
    readonly type: "refused";
    readonly reason: string;
};
/** Asks git where a folder is. */
export declare function repositoryPlace(directory: string): RepositoryPlace;
/** True in a bare repository, the kind that others push to. */
export declare function isBare(directory: string): boolean;
/**
 * Commits listed by git, parents first. Throws git's error.
 * @param revisions arguments of `git rev-list`; names from elsewhere come after `--end-of-options`
 * @param ids further commits, with `^` before excluded ones: there may be more than a command line can hold
 */
export declare function revList(directory: string, revisions: readonly string[], ids?: readonly string[]): readonly string[];
/** A repository, and what is constant about it. */
export interface Repository {
    /** Any folder in it, in which git runs. */
    readonly directory: string;
    /** Folder of the object store. */
    readonly objects: string;
    /** Length of an object id in bytes. */
    readonly idBytes: 20 | 32;
    /** True for a shallow clone. */
    readonly isShallow: boolean;
    /** True when the folder is in a work tree. */
    readonly isWorkTree: boolean;
}
/**
 * The repository around a folder, in one question to git. Throws a `Failure` that says what to do when there is none.
 */
export declare function repositoryAt(directory: string): Repository;
/** True for a partial clone. */
export declare function isPartial(directory: string): boolean;
/** The full id of a commit as resolved by git, or null. */
export declare function resolveCommit(directory: string, name: string): string | null;
