import { type Logger, Server } from "probot";
import type { Configuration, Credentials } from "./configuration.js";
/** Probot's server, with Keyhawk's receiver in front of Probot's own. */
export declare function createProbotServer(configuration: Configuration, credentials: Credentials, log: Logger): Server;
