import type { Network } from "../http/network.ts";
import type { Configuration } from "./configuration.ts";

/** Whom a request is sent to. */
export type Peer = "github" | "openai" | "hook";

type Networks = Pick<Configuration, "network" | "hook" | "verification" | "revocation">;

/** The same configuration, with another network for each peer. */
export function mapNetworks<T extends Networks>(configuration: T, map: (network: Network, peer: Peer) => Network): T {
  const { network, hook, revocation, verification } = configuration;
  const asked = <S extends { readonly network: Network }>(settings: S): S => ({
    ...settings,
    network: map(settings.network, "openai"),
  });
  return {
    ...configuration,
    network: map(network, "github"),
    hook: hook === null ? null : { ...hook, network: map(hook.network, "hook") },
    verification: verification.mode === "off" ? verification : asked(verification),
    revocation: {
      ...(revocation.mode === "off" ? revocation : asked(revocation)),
      ...(revocation.tokens === undefined ? {} : { tokens: asked(revocation.tokens) }),
    },
  };
}
