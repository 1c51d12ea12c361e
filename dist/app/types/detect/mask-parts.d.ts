/**
 * A text in which every part of a credential that is twelve characters or longer is replaced by `…`, forwards or
 * backwards: for sentences of somebody who knows the credential.
 */
export declare function maskParts(text: string, credential: string): string;
