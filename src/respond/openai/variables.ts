/** The environment variables of OpenAI's access, by setting; other tools of OpenAI's read the same ones. */
export const openaiVariables = {
  adminKey: "OPENAI_ADMIN_KEY",
  baseUrl: "OPENAI_BASE_URL",
  authUrl: "CODEX_AUTHAPI_BASE_URL",
} as const;

type OpenAIVariables = {
  readonly [Name in (typeof openaiVariables)[keyof typeof openaiVariables]]?: string | undefined;
};

/** What is set in an environment. */
export function openaiFrom(env: OpenAIVariables | NodeJS.ProcessEnv) {
  return {
    adminKey: env[openaiVariables.adminKey],
    baseUrl: env[openaiVariables.baseUrl],
    authUrl: env[openaiVariables.authUrl],
  };
}
