import { configuration } from "./schema.js";
/** The sentence for a field that the schema does not have. @param parent path of the group that it is in */
export declare function unknownField(name: string, parent: readonly PropertyKey[]): string;
type Issue = NonNullable<ReturnType<typeof configuration.safeParse>["error"]>["issues"][number];
/** The sentence for a field with a wrong value. */
export declare function mistakeSentence(issue: Issue, value: unknown): string;
/** `ignore.fingerprints[2].reason` */
export declare function fieldName(path: readonly PropertyKey[]): string;
export {};
