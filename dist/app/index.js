import "./check-node.js";
export * from "./app.js";
export { default } from "./app.js";
