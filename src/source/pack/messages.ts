import type { MessagePort } from "node:worker_threads";
import type { PackReport } from "./reader.ts";

/** What the main thread hands to one that reads packs; the work itself comes over the port, once it is known. */
export interface PackOrder {
  readonly port: MessagePort;
  /** Shared memory, at the indexes of {@link packState}. */
  readonly state: Int32Array;
}

export const packState = {
  /** Bytes that were sent and not taken yet; the thread waits while they are too many. */
  inFlight: 0,
  /** 0, or one of {@link packPhase}: whoever is first decides whether the thread reads at all. */
  phase: 1,
} as const;

export const packPhase = { begun: 1, calledOff: 2 } as const;

/** `end`: everything that the thread took has been told. */
export type PackMessage = PackReport | "end";

/** Bytes of the objects that a report hands over: what is in flight until it is taken. */
export function bytesIn({ relevant }: PackReport): number {
  return relevant.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
