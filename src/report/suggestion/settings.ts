import { openBrackets } from "./brackets.ts";
import { contextOf, doubleQuoted } from "./literal.ts";
import { inPlace, placeholder, type Rewrite, splice, type Target } from "./target.ts";

const outOfGit = "Keep the value out of git: add the file to `.gitignore` and commit an example without values.";

/** A suggestion for `.env` files: keeps the name and removes the value. */
export function environmentFile(target: Target): Rewrite | null {
  const { before, after } = target;
  const commented = /^\s*#/.test(before);
  const entry = /^\s*(?:#\s*)?(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(["'`]?)$/.exec(before);
  if (entry !== null && (entry[1] === "" ? /^\s*(?:#.*)?$/.test(after) : after.startsWith(entry[1] ?? ""))) {
    return inPlace(target, "", commented ? null : outOfGit);
  }
  return commented ? placeholder(target) : null;
}

const hclLexicon = { strings: [doubleQuoted], lineComments: ["#", "//"], blockComment: ["/*", "*/"] } as const;

/** A suggestion for Terraform and OpenTofu: a sensitive variable. */
export function terraform(target: Target): Rewrite | null {
  const context = contextOf(target.line, target.start, target.end, hclLexicon);
  if (context.type === "comment") return placeholder(target);
  if (context.type !== "literal") return null;
  const name = target.variable.toLowerCase();
  const whole = context.before + context.after === "";
  const alone = /^(\s*)([\w-]+)\s*=\s*$/.exec(target.line.slice(0, context.start));
  const last = target.line.slice(context.end).trim() === "";
  const values = /\.tfvars$/i.test(target.path);
  // A default and a file of values cannot refer to another variable, so the environment sets this one.
  if (values || alone?.[2] === "default") {
    // A value inside an object or a list cannot be left out.
    if (!whole || alone === null || !last || (values && openBrackets(target.above).length > 0)) return null;
    const set = values ? (alone[2] ?? name) : name;
    const which = values ? `TF_VAR_${set}` : "TF_VAR_ and the variable's name";
    return {
      text: `${alone[1]}# set by the environment variable ${which}`,
      needs: "Mark the variable `sensitive = true`, so that plans do not print it. The state still holds it.",
    };
  }
  const needs = `It needs a \`variable "${name}"\` with \`type = string\` and \`sensitive = true\`, and \`TF_VAR_${name}\` in the environment.`;
  if (whole && /^\s*=(?!=)/.test(target.line.slice(context.end))) return null;
  return whole
    ? splice(target, context.start, context.end, `var.${name}`, needs)
    : inPlace(target, `\${var.${name}}`, needs);
}

/** A suggestion for prose: words instead of the key. */
export function prose(target: Target): Rewrite | null {
  return placeholder(target);
}
