export type ObjectType = "blob" | "commit" | "tag" | "tree";

/** One object as printed by `git cat-file --batch`. */
export type GitObject =
  | { readonly state: "whole"; readonly id: string; readonly type: ObjectType; readonly bytes: Buffer }
  /** A part of an object that is too large to hold; parts come in order, and `last` marks the final one. */
  | {
      readonly state: "part";
      readonly id: string;
      readonly type: ObjectType;
      readonly bytes: Buffer;
      readonly first: boolean;
      readonly last: boolean;
    }
  | { readonly state: "missing"; readonly id: string }
  /** Git cannot read it; if parts of it came before, no more will follow. */
  | { readonly state: "damaged"; readonly id: string };

/** Objects up to this size are returned whole. */
export const wholeBytes = 8 * 1024 * 1024;
