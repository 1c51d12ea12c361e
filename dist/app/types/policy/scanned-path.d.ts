/** Which paths are scanned: gitignore patterns. Texts without a path always are. */
export interface ScannedPaths {
    /** Empty: every path. */
    readonly include: readonly string[];
    /** The last pattern that matches decides; `!` in front takes a path back. */
    readonly exclude: readonly string[];
}
/** True when the configuration wants a path scanned. A text without a path always is. */
export declare function isScanned(path: string | null, { include, exclude }: ScannedPaths): boolean;
