/** The build that the throttling plugin uses, without the parts for Redis; it comes without types of its own. */
declare module "bottleneck/light.js" {
  export { default } from "bottleneck";
}
