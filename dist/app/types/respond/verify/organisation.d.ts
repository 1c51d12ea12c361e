import * as z from "zod";
import type { VerificationSettings } from "./settings.js";
type IndirectSettings = Extract<VerificationSettings, {
    mode: "indirect";
}>;
/** A key that the organisation has, as its Admin API tells; the key itself is never told. */
export interface KeyRecord {
    readonly id: string;
    readonly name: string | null;
    /** Null for an admin key. */
    readonly project: {
        readonly id: string;
        readonly name: string | null;
    } | null;
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
/** Every key of the organisation, or why they could not all be read. */
export type KeyListing = {
    readonly type: "read";
    readonly records: readonly KeyRecord[];
} | {
    readonly type: "failed";
    readonly reason: string;
};
/** What is read of a record of `GET /organization/projects`. */
export declare const projectSchema: z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
}, z.core.$strip>;
/** What is read of a record of `GET /organization/projects/{id}/api_keys`. */
export declare const projectKeySchema: z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    redacted_value: z.ZodString;
    created_at: z.ZodNumber;
    last_used_at: z.ZodOptional<z.ZodNullable<z.ZodNumber>>;
    expires_at: z.ZodOptional<z.ZodNullable<z.ZodNumber>>;
    owner: z.ZodObject<{
        type: z.ZodOptional<z.ZodEnum<{
            service_account: "service_account";
            user: "user";
        }>>;
        user: z.ZodOptional<z.ZodNullable<z.ZodObject<{
            name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
            email: z.ZodOptional<z.ZodNullable<z.ZodString>>;
        }, z.core.$strip>>>;
        service_account: z.ZodOptional<z.ZodNullable<z.ZodObject<{
            name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
            email: z.ZodOptional<z.ZodNullable<z.ZodString>>;
        }, z.core.$strip>>>;
    }, z.core.$strip>;
}, z.core.$strip>;
/** What is read of a record of `GET /organization/admin_api_keys`. */
export declare const adminKeySchema: z.ZodObject<{
    id: z.ZodString;
    name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    redacted_value: z.ZodString;
    created_at: z.ZodNumber;
    last_used_at: z.ZodOptional<z.ZodNullable<z.ZodNumber>>;
    expires_at: z.ZodOptional<z.ZodNullable<z.ZodNumber>>;
    owner: z.ZodObject<{
        name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
        email: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    }, z.core.$strip>;
}, z.core.$strip>;
/** Reads every project key and admin key of the organisation. Throws nothing. */
export declare function listKeys(settings: IndirectSettings, signal: AbortSignal): Promise<KeyListing>;
export {};
