/** The folder itself or its nearest parent that is a checkout; null outside any. */
export declare function checkoutAround(folder: string): string | null;
