import { type Rewrite, type Target } from "./target.js";
/** A suggestion for `.env` files: the name stays, the value goes. */
export declare function environmentFile(target: Target): Rewrite | null;
/** A suggestion for JSON: `${…}` in the string, in the form that the file's reader knows. */
export declare function json(target: Target): Rewrite | null;
/** A suggestion for TOML: `${…}` in the string. */
export declare function toml(target: Target): Rewrite | null;
/** A suggestion for properties, INI and other files of `name = value`: `${…}`, which Spring and others resolve. */
export declare function properties(target: Target): Rewrite | null;
/** A suggestion for Terraform and OpenTofu: a sensitive variable. */
export declare function terraform(target: Target): Rewrite | null;
/** A suggestion for prose: words instead of the key. */
export declare function prose(target: Target): Rewrite | null;
