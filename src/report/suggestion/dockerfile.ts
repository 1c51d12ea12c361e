import { shell } from "./shell.ts";
import { placeholder, type Rewrite, type Target } from "./target.ts";

/** A suggestion for a Dockerfile: no `ENV` or `ARG` at all, or a secret mounted for one `RUN`. */
export function dockerfile(target: Target): Rewrite | null {
  const { line, before } = target;
  if (/^\s*#/.test(line)) return placeholder(target);
  const instruction = /^\s*([A-Za-z]+)\s+/.exec(line);
  // A line without an instruction continues one from an earlier line, which is not known here.
  switch (instruction?.[1]?.toUpperCase()) {
    case "ENV":
    case "ARG":
      return declaration(target);
    case "RUN":
      return run(target);
    case "CMD":
    case "ENTRYPOINT":
      // The form in brackets is JSON and expands nothing.
      return /^\s*[A-Za-z]+\s+\[/.test(before) ? null : shell(target);
    default:
      return null;
  }
}

function declaration(target: Target): Rewrite | null {
  const { line, before, after } = target;
  const pair = /^(\s*)(ENV|ARG)\s+([A-Za-z_]\w*)(?:\s*=\s*|\s+)(["']?)$/i.exec(before);
  if (pair === null || after.trim() !== pair[4]) return onePair(target);
  const name = pair[3] ?? target.variable;
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return {
    text: `${indent}# ${name} is given when the container runs: docker run --env ${name}`,
    needs:
      "A value in `ENV` or `ARG` stays readable in the image. Give it when the container runs, or to one build step with `RUN --mount=type=secret`.",
  };
}

/** `ENV A=1 KEY=… B=2`: keeps the other variables. */
function onePair(target: Target): Rewrite | null {
  const name = /^(\s*ENV\s(?:.*\s)?)([A-Za-z_]\w*)=(["']?)$/i.exec(target.before);
  if (name === null || !target.after.startsWith(name[3] ?? "")) return null;
  const rest = target.after.slice((name[3] ?? "").length);
  if (rest !== "" && !/^\s/.test(rest)) return null;
  const kept = `${name[1]}${rest.trimStart()}`.trimEnd();
  if (!/=/.test(kept) || kept.endsWith("\\")) return null;
  return {
    text: kept,
    needs: `Give \`${name[2]}\` when the container runs: a value in \`ENV\` stays readable in the image.`,
  };
}

function run(target: Target): Rewrite | null {
  if (/^\s*RUN\s+\[/i.test(target.line) || /<<-?["']?\w/.test(target.line)) return null;
  const rewritten = shell(target);
  if (rewritten === null) return null;
  const { variable } = target;
  const mounted = rewritten.text.replace(/^(\s*RUN\s+)/i, `$1--mount=type=secret,id=${variable},env=${variable} `);
  return {
    text: mounted,
    needs: `Build it with \`docker build --secret id=${variable} .\`; the secret is there for this step only and leaves no trace in the image.`,
  };
}
