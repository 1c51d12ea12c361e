import type { KindDescription } from "./kind-description.ts";

/** Credentials of Azure OpenAI. */
export const azureKinds = {
  "azure-openai-key": {
    title: "Azure OpenAI key",
    severity: "critical",
    reach: "Whoever holds it can call every model deployed in the Azure OpenAI resource, at its owner's cost.",
    form: { type: "token", prefix: "", length: 84 },
    revocation: {
      name: "portal.azure.com",
      url: "https://portal.azure.com/#browse/Microsoft.CognitiveServices%2Faccounts",
      instruction:
        "Switch clients to the resource's other key, and regenerate this one under Keys and Endpoint, or with `az cognitiveservices account keys regenerate --name RESOURCE --resource-group GROUP --key-name Key1` (or `Key2`).",
    },
    variable: "AZURE_OPENAI_API_KEY",
    verification: {
      by: "no-one",
      reason: "Azure OpenAI keys answer only at the address of their own resource, which the key does not name.",
    },
  },
} as const satisfies Record<string, KindDescription>;
