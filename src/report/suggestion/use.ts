import { inPlace, type Rewrite, type Target } from "./target.ts";

/** A read of an environment variable, up to the quote before the variable's name. */
const readsNamed =
  /(?:\b(?:get_?env|getenv|LookupEnv|GetEnvironmentVariable|fetch_env!?|env::var(?:_os)?|sys\.env(?:\.get)?|env\.get|environ(?:\.get|b)?|ENV(?:\.fetch)?|process\.env|import\.meta\.env|Platform\.environment)|\$_(?:ENV|SERVER))\s*[[(]\s*["'`]$/i;

/** A key in the place of the variable's name, such as `os.getenv("sk-…")`: only the name is replaced. Null otherwise. */
export function usedAsName(target: Target): Rewrite | null {
  const { before, after } = target;
  return readsNamed.test(before) && /^["'`]\s*[\]),]/.test(after) ? inPlace(target, target.variable) : null;
}

/** A call that writes an environment variable, up to the quote before its value. */
const writes =
  /\b(?:set_?env|put_?env|set_var|SetEnvironmentVariable)\w*\s*\(\s*@?["'][A-Za-z_]\w*["']\s*,\s*[@$]?["'`]$/i;

/** An assignment to an environment variable that is not set, up to the quote before its value. */
const assigns = /\bprocess\.env(?:\.\w+|\[[^\]]*\])\s*(?:\?\?|\|\|)?=\s*["'`]$/;

/** A fallback that cannot be taken away without knowing the types around it. */
const fallsBack = /\benv::var(?:_os)?\([^)]*\)\s*\.\s*unwrap_or\w*\([^)]*["]$/;

/** True where the key is what the variable is set to, or replaced by: a variable set from itself holds nothing. */
export function isWrittenThere({ before }: Target): boolean {
  return writes.test(before) || assigns.test(before) || fallsBack.test(before);
}
