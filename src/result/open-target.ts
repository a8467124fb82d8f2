/** Opens what a run judges: the deployment that the settings name, or the embedded reference deployment. */
import {
  type Credentials,
  CredentialsError,
  readCredentials,
  tokenCredentials,
} from '../client/credentials.ts';
import type { Environment } from '../config/setting-sources.ts';
import type { TargetSettings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';

/** What a run judges, and as whom. */
export interface OpenTarget extends TargetSettings {
  readonly credentials: Credentials;
  /** The token made for the embedded reference deployment; absent for a deployment of others. */
  readonly embeddedToken?: string;
  /** Stops the embedded reference deployment; nothing to do for a deployment of others. */
  close(): Promise<void>;
}

/** A reference deployment that has been started for one run. */
export interface Embedded {
  readonly url: string;
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly token: string;
  close(): Promise<void>;
}

/**
 * @param embed starts the embedded reference deployment; called where no target is named
 * @throws UsageError where the environment holds credentials that cannot be used
 */
export async function openTarget(
  target: TargetSettings | undefined,
  env: Environment,
  embed: () => Promise<Embedded>,
): Promise<OpenTarget> {
  if (target !== undefined) {
    return { ...target, credentials: usable(() => readCredentials(env)), close: () => Promise.resolve() };
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

function usable(read: () => Credentials): Credentials {
  try {
    return read();
  } catch (error) {
    if (error instanceof CredentialsError) throw new UsageError(error.message);
    throw error;
  }
}
