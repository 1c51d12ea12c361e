import { type Logger } from "probot";
import type { Configuration } from "./configuration.js";
/** Probot's logger, on standard output. Probot makes one only together with an instance. */
export declare function createLogger(configuration: Pick<Configuration, "logLevel" | "logFormat">): Promise<Logger>;
