/** Name of the member with the joined text. */
export declare function textMemberName(member: string): string;
/** The member that this text belongs to; null for any other name. */
export declare function memberOfText(name: string): string | null;
