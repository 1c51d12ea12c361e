import { shell } from "./shell.ts";
import { inPlace, placeholder, type Rewrite, type Target } from "./target.ts";

/** A suggestion for make: `$(…)` in the makefile itself, and the shell's own variable in a recipe. */
export function make(target: Target): Rewrite | null {
  if (/^\s*#/.test(target.line)) return placeholder(target);
  if (isRecipe(target)) return recipe(target);
  if ((target.above.match(/^\s*define\b/gm)?.length ?? 0) > (target.above.match(/^\s*endef\b/gm)?.length ?? 0))
    return null;
  // A recursive variable set from itself never stops expanding.
  if (new RegExp(`^(?:[^#=]*:)?\\s*(?:export\\s+|override\\s+)*${target.variable}\\s*[:?+!]*=`).test(target.before))
    return null;
  return inPlace(
    target,
    `$(${target.variable})`,
    "Make reads the variable from the environment that it is started in.",
  );
}

/** A line after a tab, unless it continues the value of a variable. */
function isRecipe({ line, above }: Target): boolean {
  if (!line.startsWith("\t")) return false;
  const lines = above.split("\n");
  let first = lines.length - 1;
  while (first >= 0 && lines[first]?.endsWith("\\")) first -= 1;
  const start = lines[first + 1];
  return start === undefined || start.startsWith("\t");
}

/** Make would print `$(X)` with its value: `$$X` leaves it to the shell. */
function recipe(target: Target): Rewrite | null {
  const rewritten = shell(target);
  if (rewritten === null || rewritten.text.includes("your-")) return rewritten;
  return { ...rewritten, text: rewritten.text.replace(/(?<!\$)\$\{(?=[A-Z])/, "$$$${") };
}
