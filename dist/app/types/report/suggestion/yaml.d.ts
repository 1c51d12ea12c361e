import { type Rewrite, type Target } from "./target.js";
/** A suggestion for YAML, by who reads the file: workflows, Kubernetes, Compose, pipelines and others. */
export declare function yaml(target: Target): Rewrite | null;
