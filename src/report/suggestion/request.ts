import { inPlace, placeholder, type Rewrite, type Target } from "./target.ts";

/** A suggestion for files of HTTP requests, as editors and Hurl run them: `{{…}}`. */
export function request(target: Target): Rewrite | null {
  const { line, variable, path } = target;
  if (/^\s*(?:#|\/\/)/.test(line)) return placeholder(target);
  // `@name = value` declares a variable of the file, which other lines read.
  const isItself = new RegExp(`^\\s*@${variable}\\s*=`).test(line);
  if (isItself) return null;
  const needs = /\.hurl$/i.test(path)
    ? `Run it with \`HURL_VARIABLE_${variable}\` in the environment, or with \`hurl --secret\`.`
    : `Define \`${variable}\` in an environment of the HTTP client that stays out of git, such as \`http-client.private.env.json\`.`;
  return inPlace(target, `{{${variable}}}`, needs);
}
