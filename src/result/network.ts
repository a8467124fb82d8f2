/** The network as settings and environment describe it: files are read, and the proxy is found. */
import { CertificatesError, tlsOptions } from '../client/certificates.ts';
import { ProxyError, proxyFor } from '../client/proxy.ts';
import type { Network } from '../client/route.ts';
import type { Environment } from '../config/references.ts';
import type { NetworkSettings, Settings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { MOST_BYTES_OF_SETTINGS, readPlainFile } from '../contract/plain-file.ts';
import type { RunNetwork } from './result.ts';

/**
 * Returns how the deployment is reached. The embedded reference deployment is reached directly.
 * @throws UsageError where a file or the proxy cannot be used
 */
export function networkOf(
  { network, target }: Pick<Settings, 'network' | 'target'>,
  env: Environment,
): Network {
  if (target !== undefined) return networkTo(target.url, network, env);
  return network.timeoutMs === undefined ? {} : { timeoutMs: network.timeoutMs };
}

/** Returns how a host is reached. @throws UsageError where a file or the proxy cannot be used */
export function networkTo(url: URL, network: NetworkSettings, env: Environment): Network {
  const { timeoutMs, ca, clientCert, clientKey, insecure } = network;
  try {
    const proxy = proxyFor(url, env);
    const certificates = {
      insecure,
      ...(ca === undefined ? {} : { ca: readPem('--ca', ca) }),
      ...(clientCert === undefined ? {} : { cert: readPem('--client-cert', clientCert) }),
      ...(clientKey === undefined ? {} : { key: readPem('--client-key', clientKey) }),
    };
    if (url.protocol === 'https:') tlsOptions(certificates);
    return {
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...certificates,
      ...(proxy === undefined ? {} : { proxy }),
    };
  } catch (error) {
    if (error instanceof ProxyError || error instanceof CertificatesError)
      throw new UsageError(error.message);
    throw error;
  }
}

/** Returns what a report says of the network; undefined where there is nothing to say. */
export function statedNetwork(
  { network, auth }: Pick<Settings, 'network' | 'auth'>,
  { proxy }: Pick<Network, 'proxy'>,
): RunNetwork | undefined {
  const { insecure, ...named } = network;
  const stated = {
    ...named,
    ...(insecure ? { insecure: true as const } : {}),
    ...(proxy === undefined ? {} : { proxy: proxy.origin }),
    ...(auth?.kind === 'iam' ? { iam: new URL(auth.endpoint).origin } : {}),
  };
  return Object.keys(stated).length === 0 ? undefined : stated;
}

function readPem(option: string, file: string): string {
  try {
    return readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`cannot read the file of ${option}, ${file} (${why})`);
  }
}
