import { openBrackets } from "./brackets.ts";
import { type Rewrite, splice, type Target } from "./target.ts";

/**
 * A suggestion for a Jenkinsfile: `credentials('…')`, which only an `environment` block takes. Elsewhere Groovy would
 * read the variables of the controller, which a pipeline has no access to.
 */
export function jenkins(target: Target): Rewrite | null {
  const set = /^\s*([A-Za-z_]\w*)\s*=\s*(["'])$/.exec(target.before);
  if (set === null || target.after.trim() !== set[2]) return null;
  const block = openBrackets(target.above)[0];
  if (block?.bracket !== "{" || !/\benvironment\s*$/.test(target.above.slice(0, block.at))) return null;
  const id = target.variable.toLowerCase().replaceAll("_", "-");
  const needs = `Add a *Secret text* with the ID \`${id}\` to the credentials of Jenkins.`;
  return splice(target, target.start - 1, target.end + 1, `credentials('${id}')`, needs);
}
