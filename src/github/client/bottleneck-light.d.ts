/** The build that the throttling plugin uses, without Redis support; it comes without types. */
declare module "bottleneck/light.js" {
  export { default } from "bottleneck";
}
