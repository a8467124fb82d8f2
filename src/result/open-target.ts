/** Opens what a run judges: the deployment that the settings name, or the embedded reference deployment. */
import { type Credentials, tokenCredentials } from '../client/credentials.ts';
import type { Settings, TargetSettings } from '../config/settings.ts';
import { credentialsOf } from './credentials-of.ts';

/** A deployment to judge, with the credentials to use. */
export interface OpenTarget extends TargetSettings {
  readonly credentials: Credentials;
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
 * @throws UsageError where the credentials cannot be used
 */
export async function openTarget(
  { target, auth }: Pick<Settings, 'target' | 'auth'>,
  embed: () => Promise<EmbeddedDeployment>,
): Promise<OpenTarget> {
  if (target !== undefined) {
    return { ...target, credentials: await credentialsOf(auth), close: () => Promise.resolve() };
  }
  const { url, projectId, instances, token, close } = await embed();
  return {
    url: new URL(url),
    projectId,
    instances,
    credentials: tokenCredentials(token),
    embeddedToken: token,
    close,
  };
}
