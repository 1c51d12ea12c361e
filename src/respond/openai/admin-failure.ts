import { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { UnusableAnswer } from "./unusable-answer.ts";

/** True when the Admin API does not know, or does not show, what a request names. */
export function isNotFound(error: unknown): boolean {
  return error instanceof APIError && error.status === 404;
}

/**
 * Why the Admin API did not do what it was asked, as a sentence for people. Quotes nothing of the request, and nothing
 * of the answer but its status. Rethrows errors that are not the client's.
 */
export function adminFailure(error: unknown): string {
  if (error instanceof APIConnectionTimeoutError) return "OpenAI did not answer the admin key in time.";
  if (error instanceof APIConnectionError) return "OpenAI could not be reached with the admin key.";
  if (error instanceof UnusableAnswer) return error.message;
  if (!(error instanceof APIError)) throw error;
  switch (error.status) {
    case 401:
      return "OpenAI does not accept the admin key (401): make a new one.";
    case 403:
      return "The admin key may not do this (403): give it the permission to read the keys of projects, and for revoking to write them.";
    case 429:
      return "OpenAI limits the requests of the admin key (429): try again later.";
    case undefined:
      return "OpenAI's answer to the admin key could not be used.";
    default:
      return `OpenAI answered ${error.status} to the admin key.`;
  }
}
