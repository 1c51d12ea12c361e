import { fileURLToPath } from "node:url";

/**
 * This process's environment with a git that follows no one's own configuration: not that of the machine, nor that of
 * the person, nor what a hook or a shell passes on in variables.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return {
    ...Object.fromEntries(others),
    GIT_CONFIG_GLOBAL: fileURLToPath(new URL("gitconfig", import.meta.url)),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
}
