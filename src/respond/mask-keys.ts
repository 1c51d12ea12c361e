export { maskKeys } from "../report/mask-keys.ts";
