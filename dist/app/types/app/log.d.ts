/** Where the App says what it does, in sentences. Never anything that could hold a key. */
export interface Log {
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
}
