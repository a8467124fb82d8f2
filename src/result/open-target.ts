/** Opens what a run judges: the deployment that the settings name, or the embedded reference deployment. */
import { type Credentials, tokenCredentials } from '../client/credentials.ts';
import type { Network } from '../client/route.ts';
import type { ExtraHeaders } from '../config/extra-headers.ts';
import type { Environment } from '../config/references.ts';
import type { Settings, TargetSettings } from '../config/settings.ts';
import { credentialsOf } from './credentials-of.ts';
import { networkOf } from './network.ts';

/** A deployment to judge, with the credentials to use. */
export interface OpenTarget extends TargetSettings {
  readonly credentials: Credentials;
  readonly network: Network;
  /** Headers of a gateway's own, for every request. */
  readonly secretHeaders: Readonly<Record<string, string>>;
  /** The token of the embedded reference deployment; absent for other deployments. */
  readonly embeddedToken?: string;
  /** Stops the embedded reference deployment; does nothing for other deployments. */
  close(): Promise<void>;
}

/** A reference deployment that was started for one run. */
export interface EmbeddedDeployment {
  readonly url: string;
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Returns the target that is named, or starts the embedded reference deployment.
 * @param embed starts the embedded reference deployment; called where no target is named
 * @throws UsageError where credentials, certificates or the proxy cannot be used
 */
export async function openTarget(
  settings: Pick<Settings, 'network' | 'target' | 'auth' | 'headers'>,
  env: Environment,
  embed: () => Promise<EmbeddedDeployment>,
): Promise<OpenTarget> {
  const { target } = settings;
  const network = networkOf(settings, env);
  if (target !== undefined) {
    const credentials = await credentialsOf(settings, env);
    const secretHeaders = revealed(settings.headers);
    return { ...target, network, secretHeaders, credentials, close: () => Promise.resolve() };
  }
  const { url, projectId, instances, token, close } = await embed();
  return {
    url: new URL(url),
    projectId,
    instances,
    network,
    secretHeaders: {},
    credentials: tokenCredentials(token),
    embeddedToken: token,
    close,
  };
}

/** Returns the headers with their values, for the client alone. */
export function revealed(headers: ExtraHeaders = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.reveal()]));
}
