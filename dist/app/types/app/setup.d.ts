import { type Logger, type Server } from "probot";
import type { Configuration } from "./configuration.js";
/**
 * Serves Probot's setup page, which registers the App on GitHub with the permissions and events of `app.yml` and
 * writes its credentials to `.env` in the current folder.
 */
export declare function startSetup(configuration: Configuration, log: Logger): Promise<Server>;
