import type { Address } from "../source/document.js";
/** A place where secrets live that fits where a key was found. */
export interface Store {
    readonly name: string;
    readonly url: string;
    /** How the key gets from there to the program, as a clause. */
    readonly how: string;
}
/** The store that fits where a key was found, or null where any would do. */
export declare function storeFor(address: Pick<Address, "path">): Store | null;
/** What to do where nothing about the place hints at a store. */
export declare const anyStore = "Keep the new key where your programs run, not where your code is: GitHub Actions secrets, a Kubernetes Secret outside git, AWS Secrets Manager, Azure Key Vault, Google Secret Manager, HashiCorp Vault or 1Password.";
