import "./check-node.js";
export * from "./app.js";
