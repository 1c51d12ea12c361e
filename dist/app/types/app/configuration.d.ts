import * as z from "zod";
import type { DatabasePlace } from "../incident/database.js";
import { type HookSettings } from "../respond/hook/settings.js";
import { type VerificationSettings } from "../respond/verify/settings.js";
/** Environment variables, as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** What makes us the App that GitHub knows. */
export interface Credentials {
    readonly appId: number;
    /** PEM. */
    readonly privateKey: string;
    readonly webhookSecret: string;
}
/** Everything that the App is told from outside; the environment is not read again. */
export interface Configuration {
    readonly host: string;
    /** 0 takes a free one. */
    readonly port: number;
    readonly logLevel: z.output<typeof variables>["LOG_LEVEL"];
    readonly logFormat: "json" | "pretty" | undefined;
    readonly webhookPath: string;
    /** A channel of smee.io that passes webhooks on while developing; null for none. */
    readonly webhookProxy: string | null;
    /** Null: the App is not registered yet, and the setup page is served. */
    readonly credentials: Credentials | null;
    /** 32 bytes under which keys are sealed in pending jobs; null when neither it nor a private key is set. */
    readonly sealingKey: Uint8Array | null;
    /** Root of the REST API, without a final slash. */
    readonly apiUrl: string;
    /** Origin of web links, without a final slash. */
    readonly webUrl: string;
    readonly database: DatabasePlace;
    readonly hook: HookSettings | null;
    readonly verification: VerificationSettings;
    /** Milliseconds between two writes to GitHub; null for the usual second. */
    readonly writeInterval: number | null;
}
declare const variables: z.ZodObject<{
    HOST: z.ZodDefault<z.ZodString>;
    PORT: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    LOG_LEVEL: z.ZodDefault<z.ZodEnum<{
        debug: "debug";
        error: "error";
        fatal: "fatal";
        info: "info";
        trace: "trace";
        warn: "warn";
    }>>;
    LOG_FORMAT: z.ZodOptional<z.ZodEnum<{
        json: "json";
        pretty: "pretty";
    }>>;
    WEBHOOK_PATH: z.ZodDefault<z.ZodString>;
    WEBHOOK_PROXY_URL: z.ZodOptional<z.ZodURL>;
    GHE_HOST: z.ZodOptional<z.ZodString>;
    GHE_PROTOCOL: z.ZodDefault<z.ZodEnum<{
        http: "http";
        https: "https";
    }>>;
    APP_ID: z.ZodOptional<z.ZodCoercedNumber<unknown>>;
    PRIVATE_KEY: z.ZodOptional<z.ZodString>;
    PRIVATE_KEY_PATH: z.ZodOptional<z.ZodString>;
    WEBHOOK_SECRET: z.ZodOptional<z.ZodString>;
    DATABASE_URL: z.ZodOptional<z.ZodURL>;
    KEYHAWK_DATA: z.ZodDefault<z.ZodString>;
    KEYHAWK_HOOK_URL: z.ZodDefault<z.ZodString>;
    KEYHAWK_HOOK_SECRET: z.ZodDefault<z.ZodString>;
    KEYHAWK_SEALING_KEY: z.ZodOptional<z.ZodString>;
    KEYHAWK_WRITE_INTERVAL: z.ZodOptional<z.ZodString>;
    KEYHAWK_VERIFY: z.ZodOptional<z.ZodString>;
    OPENAI_ADMIN_KEY: z.ZodOptional<z.ZodString>;
    OPENAI_BASE_URL: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
/** Reads the environment. Throws a `Failure` that names the variable and what to write. */
export declare function readConfiguration(env: Environment): Configuration;
export {};
