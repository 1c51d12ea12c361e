/** What the text of a member is called. */
export declare function textMemberName(member: string): string;
/** The member whose text this is; null for any other name. */
export declare function memberOfText(name: string): string | null;
