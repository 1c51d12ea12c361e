/** The nearest folder upwards, itself included, that is a checkout; null outside of any. */
export declare function checkoutAround(folder: string): string | null;
