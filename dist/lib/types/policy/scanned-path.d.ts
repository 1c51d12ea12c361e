/** Which paths are scanned: gitignore patterns. Texts without a path always are. */
export interface ScannedPaths {
    /** Empty: every path. */
    readonly include: readonly string[];
    /** The last matching pattern decides; a leading `!` includes a path again. */
    readonly exclude: readonly string[];
}
/** True when the configuration includes a path. Text without a path is always included. */
export declare function isScanned(path: string | null, { include, exclude }: ScannedPaths): boolean;
