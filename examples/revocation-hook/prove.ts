import OpenAI from "openai";

/** What OpenAI says to a request that is made with the leaked credential itself. */
export type Proof =
  /** OpenAI accepted it: it is a key, it lives, and it belongs to this project. */
  | { readonly accepted: true; readonly project: string }
  /** @property reason a sentence for people */
  | { readonly accepted: false; readonly reason: string };

/**
 * Asks OpenAI once with the credential, for the list of models: that costs nothing and changes nothing. The answer to a
 * key that works names its project. Throws what the SDK throws when OpenAI gives no verdict.
 */
export async function prove(client: OpenAI, credential: string): Promise<Proof> {
  // The admin key must not go along, and the environment must not add an organisation or a project to the request.
  const asked = client.withOptions({ apiKey: credential, adminAPIKey: null, organization: null, project: null });
  try {
    const { headers } = await asked.models.list().asResponse();
    const project = headers.get("openai-project");
    return project
      ? { accepted: true, project }
      : { accepted: false, reason: "OpenAI accepts the key and does not say which project it belongs to." };
  } catch (error) {
    const reason = error instanceof OpenAI.APIError ? refusal(error) : null;
    if (reason === null) throw error;
    return { accepted: false, reason };
  }
}

/** Why a refusal is a verdict; null for one that may pass. */
function refusal({ status, code }: InstanceType<typeof OpenAI.APIError>): string | null {
  if (status === 401 && code === "invalid_api_key") {
    return "OpenAI does not accept this key: it is dead already, or it never was a key.";
  }
  if (status === 401 || status === 403 || code === "insufficient_quota") {
    return "OpenAI restricts this key and does not say which project it belongs to.";
  }
  return null;
}
