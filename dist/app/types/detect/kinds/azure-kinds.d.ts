/** Credentials of Azure OpenAI. */
export declare const azureKinds: {
    readonly "azure-openai-key": {
        readonly title: "Azure OpenAI key";
        readonly severity: "critical";
        readonly reach: "Whoever holds it can call every model deployed in the Azure OpenAI resource, at its owner's cost.";
        readonly form: {
            readonly type: "token";
            readonly prefix: "";
            readonly length: 84;
        };
        readonly revocation: {
            readonly name: "portal.azure.com";
            readonly url: "https://portal.azure.com/#browse/Microsoft.CognitiveServices%2Faccounts";
            readonly instruction: "Open the Azure OpenAI resource, Keys and Endpoint, switch clients to the other key, and regenerate this one.";
        };
        readonly variable: "AZURE_OPENAI_API_KEY";
        readonly verification: {
            readonly by: "no-one";
            readonly reason: "Azure OpenAI keys answer only at the address of their own resource, which the key does not name.";
        };
    };
};
