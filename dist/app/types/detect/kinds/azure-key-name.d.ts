/** What 32 hexadecimal digits are given to: the name of a key of Azure OpenAI, of any key, or of something else. */
export type AzureKeyName = "azure-openai" | "any-key" | "other";
/** Bytes before the digits that tell: a name, what stands between, and for a `value` the `name` beside it. */
export declare const longestGiving = 240;
/** What the digits that stand right after `before` are given to. Takes a bounded time: it reads from the end. */
export declare function azureKeyNameBefore(before: string): AzureKeyName;
/** True when what follows `before` stands in the braces, arguments or section of something called Azure OpenAI. */
export declare function isInAzureOpenAi(before: string): boolean;
