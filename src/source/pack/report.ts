import type { Survey } from "../../detect/collector.ts";
import type { ObjectType } from "../git/objects.ts";

/** A copy of an object that may matter. */
export interface PackedObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly bytes: Buffer;
  /** What was found in all of its bytes; null when not all were searched. */
  readonly survey: Survey | null;
}

/** The result for some objects. */
export interface PackReport {
  readonly relevant: readonly PackedObject[];
  /** Ids that must be read through git. */
  readonly left: readonly string[];
  /** Texts without findings; trees, which contain only names, are not counted. */
  readonly documents: number;
  readonly bytes: number;
  readonly commits: number;
}

/** A report is emitted when it reaches this size. */
const reportBytes = 1024 * 1024;
const reportObjects = 4096;

/** Collects what a walk finds until it is taken. */
export interface ReportBuilder {
  /** An object that may matter. */
  add(object: PackedObject): void;
  /** A text of `size` bytes without findings. */
  count(type: ObjectType, size: number): void;
  /** An object that must be read through git. */
  leave(id: string): void;
  isFull(): boolean;
  /** What was collected since the last call. */
  take(): PackReport;
}

/** An empty report. */
export function createReport(): ReportBuilder {
  let relevant: PackedObject[] = [];
  let left: string[] = [];
  let held = 0;
  let documents = 0;
  let bytes = 0;
  let commits = 0;
  return {
    add(object) {
      relevant.push(object);
      held += object.bytes.length;
      if (object.type === "commit") commits += 1;
    },
    count(type, size) {
      documents += 1;
      bytes += size;
      if (type === "commit") commits += 1;
    },
    leave: (id) => void left.push(id),
    isFull: () => held >= reportBytes || documents + left.length >= reportObjects,
    take() {
      const report = { relevant, left, documents, bytes, commits };
      relevant = [];
      left = [];
      held = documents = bytes = commits = 0;
      return report;
    },
  };
}
