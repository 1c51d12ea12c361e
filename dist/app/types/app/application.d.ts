import type { ApplicationFunction, Probot } from "probot";
import { type Work } from "./work.js";
/**
 * Keyhawk as a Probot application function: registers what it does about each event. An event's handler resolves when
 * what the event asks for is stored, and rejects when it could not be. `start` begins the work in the background (its
 * database, its queues and their workers); without it everything is made from the environment.
 */
export declare function createApplication(start?: (app: Probot) => Promise<Work>): ApplicationFunction;
declare const _default: ApplicationFunction;
export default _default;
