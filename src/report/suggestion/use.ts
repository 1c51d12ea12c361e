import { inPlace, type Rewrite, type Target } from "./target.ts";

/** What reads an environment variable, or a file of variables, by a name in brackets. */
const environment = [
  /\b(?:unset_?|get_?|put_?)?env(?:Or\w*|\.\w+)?|\bENV(?:\.\w+[?!]?)?|\bEnv::get|\bLookupEnv|\bUnsetenv|\bfetch_env!?/,
  /\b(?:GetEnvironmentVariable|GetEnvironmentVariables\(\))|\bgetenv\(\)(?:\.\w+)?|\bsys\.env(?:\.\w+)?/,
  /\b(?:env|dotenvy?)::var(?:_os)?|\b(?:option_)?env!|\bdotenv(?:\.get)?|\benvironb?(?:\.\w+)?|\benvironment(?:Variable)?/,
  /\b(?:process|Bun|Deno|import\.meta)\.env(?:\?\.)?|\bst\.secrets(?:\.get)?|\$_(?:ENV|SERVER)/,
]
  .map(({ source }) => source)
  .join("|");

/** A read of a variable, up to the quote before its name. */
const readsNamed = new RegExp(
  `(?:(?:${environment})\\s*[[(]\\s*(?:key\\s*=\\s*)?b?|\\b(?:os\\.getenv|ENV\\.fetch)\\s*)["'\`]$`,
  "i",
);

/** A read of a setting, whose name is no variable's, up to the quote before its name. */
const readsSetting =
  /(?:\b(?:config\w*|settings|viper|secrets|credentials|pref(?:erence)?s|prop(?:ertie)?s)(?:\??\.(?:get|require|fetch|lookup)\w*(?:<[^<>()]*>)?\s*\(|\s*\[)|\bgetProperty\(|\bsys\.props\(|(?<![.\w])config\()\s*["'`]$/i;

/** A key in the place of the variable's name, such as `os.getenv("sk-…")`: only the name is replaced. Null otherwise. */
export function usedAsName(target: Target): Rewrite | null {
  const { before, after, file } = target;
  const isDecouple = /(?<![.\w])config\(\s*["']$/.test(before) && /\bdecouple\b/.test(file ?? "");
  const isNamed = (isDecouple || readsNamed.test(before)) && /^["'`]\s*(?:[\]),]|$)/.test(after);
  const isAsked = /["']$/.test(before) && /^["']\s+(?:not\s+)?in\s+(?:os\.environ|process\.env)\b/.test(after);
  return isNamed || isAsked ? inPlace(target, target.variable) : null;
}

/** A call that writes an environment variable, up to the quote before its value. */
const writes =
  /\b(?:set_?env|put_?env|set_var|SetEnvironmentVariable)\w*\s*\(\s*@?["'][A-Za-z_]\w*["']\s*,\s*[@$]?["'`]$/i;

/** An assignment to an environment variable that is not set, up to the quote before its value. */
const assigns = /\bprocess\.env(?:\.\w+|\[[^\]]*\])\s*(?:\?\?|\|\|)?=\s*["'`]$/;

/**
 * True where a read of the environment makes no sense: the key is what a variable is set to or replaced by, and a
 * variable set from itself holds nothing; or it is in the place of the name of a setting.
 */
export function isNoValue({ before, after }: Target): boolean {
  const isSetting = readsSetting.test(before) && /^["'`]\s*[\]),]/.test(after);
  return writes.test(before) || assigns.test(before) || isSetting;
}

/** A function that takes a name and what to return without a value, by its own name. */
const withDefault =
  /^(?:get|fetch|lookup|read|pop|config(?!ure)|env|param|option)|^(?!with|add|set|put|append)\w*(?:env(?:var|ironment)?(?:or\w*)?|or(?:else|default))$/i;

/** True when the statement already reads the variable that the rewritten line reads instead of the key. */
export function fallsBackOnItself(target: Target, rewritten: string): boolean {
  const { variable, line } = target;
  const read = new RegExp(
    `(?:${environment})(?:\\s*[[(]\\s*["'\`]${variable}["'\`]|\\??\\.${variable}\\b)|\\$env:${variable}\\b`,
    "gi",
  );
  const reads = (text: string) => text.match(read)?.length ?? 0;
  if (reads(rewritten) <= reads(line)) return false;
  const before = `${statementAbove(target)}${target.before}`;
  const call = new RegExp(
    `(\\w+)[!?]?(?:<[^<>()]*>)?[!?]?\\s*\\(\\s*["'\`]${variable}["'\`]\\s*,\\s*(?:\\w+\\s*[=:]\\s*)?["'\`]$`,
  );
  return reads(before) > 0 || withDefault.test(call.exec(before)?.[1] ?? "");
}

/** The lines before a target that its statement began on, as far as operators show: at most five. */
function statementAbove({ above, before }: Target): string {
  const lines: string[] = [];
  let continues = /^\s*(?:\|\||\?\?|or\b|\?|:|\.|&&|\+)/.test(before);
  for (const line of above.split("\n").slice(-5).reverse()) {
    if (!continues && !/(?:\|\||\?\?|\bor|[?:,(=+])\s*$/.test(line)) break;
    lines.unshift(line);
    continues = /^\s*(?:\|\||\?\?|or\b|\?|:|\.|&&|\+)/.test(line);
  }
  return lines.join("\n");
}
