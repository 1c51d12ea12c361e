/** GitHub's bound on a comment, and on each text of a check run. */
export declare const maximumText = 65535;
/**
 * The first rendering that is within the limit, going from the most to the least detailed. GitHub counts characters;
 * bytes are never fewer, so a text that passes here passes there however it counts.
 */
export declare function fitting<Detail>(details: readonly Detail[], render: (detail: Detail) => string, limit?: number): string;
/** How much of a report is written out. */
export interface Detail {
    /** Keys with a section of their own. */
    readonly sections: number;
    /** Keys in the list of the others. */
    readonly rows: number;
    /** Places in a section. */
    readonly places: number;
    /** Entries of each appendix. */
    readonly entries: number;
}
/** From everything that is still readable down to what fits whatever the names are. */
export declare const details: readonly Detail[];
