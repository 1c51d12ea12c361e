/** A key of the organisation as OpenAI's Admin API lists it, which is never the full value. For members only. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string | null;
  /** Null for an admin key. */
  readonly project: { readonly id: string; readonly name: string | null } | null;
  readonly owner: {
    readonly type: "user" | "service-account";
    readonly name: string | null;
    readonly email: string | null;
  } | null;
  /** The visible ends of the key: `sk-abc...def`. */
  readonly redacted: string;
  /** ISO 8601, here and below. */
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}
