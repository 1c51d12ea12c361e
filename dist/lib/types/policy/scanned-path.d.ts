import type { ScannedPaths } from "./policy.js";
/** True when the configuration wants a path scanned. A text without a path always is. */
export declare function isScanned(path: string | null, { include, exclude }: ScannedPaths): boolean;
