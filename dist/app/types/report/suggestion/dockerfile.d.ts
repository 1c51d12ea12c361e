import { type Rewrite, type Target } from "./target.js";
/** A suggestion for a Dockerfile: no `ENV` or `ARG` at all, or a secret mounted for one `RUN`. */
export declare function dockerfile(target: Target): Rewrite | null;
