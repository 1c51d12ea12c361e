import "./check-node.js";
export * from "./library.js";
