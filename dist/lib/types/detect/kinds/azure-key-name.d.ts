/** What the name of 32 hexadecimal digits refers to: an Azure OpenAI key, some key, or something else. */
export type AzureKeyName = "azure-openai" | "any-key" | "other";
/** Bytes before the digits that are examined: a name, its separator, and for a `value` the adjacent `name`. */
export declare const longestGiving = 240;
/** What the text directly before the digits assigns them to. Takes bounded time, since it reads backwards. */
export declare function azureKeyNameBefore(before: string): AzureKeyName;
/** True when the text after `before` is in the braces, arguments or section of something named Azure OpenAI. */
export declare function isInAzureOpenAi(before: string): boolean;
