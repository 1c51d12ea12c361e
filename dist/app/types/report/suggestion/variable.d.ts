import { type KindId } from "../../detect/kind.js";
/** The name that the line itself gives the variable, such as `SUMMARISER_OPENAI_KEY`, else the usual one of the kind. */
export declare function variableIn(before: string, kind: KindId): string;
