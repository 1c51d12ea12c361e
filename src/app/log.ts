/** The App's log, in sentences. Must never be passed anything that could hold a key. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
