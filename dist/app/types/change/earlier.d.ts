import { type ChangeReader } from "../github/read/change-reader.js";
import type { Policy } from "../policy/policy.js";
import type { Finding } from "../source/finding.js";
/**
 * Leaves out findings of files that were read whole, and of merges, that stand on the same line in an earlier state:
 * they were not brought in by this commit. Earlier states are fetched only for files with a finding.
 */
export declare function withoutEarlier(reader: ChangeReader, findings: readonly Finding[], policy: Policy): Promise<readonly Finding[]>;
/** Every finding of a file in some state, whatever added it. */
export declare function scanFile(path: string, bytes: Uint8Array, policy: Policy): Promise<readonly Finding[]>;
