/** The network as settings and environment describe it: files are read, and the proxy is found. */
import { readFileSync } from 'node:fs';
import { CertificatesError, tlsOptions } from '../client/certificates.ts';
import type { Network } from '../client/pool-transport.ts';
import { ProxyError, proxyFor } from '../client/proxy.ts';
import type { Environment } from '../config/references.ts';
import type { Settings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import type { RunNetwork } from './result.ts';

/**
 * Returns how the deployment is reached. The embedded reference deployment is reached directly.
 * @throws UsageError where a file or the proxy cannot be used
 */
export function networkOf(
  { network, target }: Pick<Settings, 'network' | 'target'>,
  env: Environment,
): Network {
  const { timeoutMs, ca, clientCert, clientKey, insecure } = network;
  const limit = timeoutMs === undefined ? {} : { timeoutMs };
  if (target === undefined) return limit;
  try {
    const proxy = proxyFor(target.url, env);
    const certificates = {
      insecure,
      ...(ca === undefined ? {} : { ca: readPem('--ca', ca) }),
      ...(clientCert === undefined ? {} : { cert: readPem('--client-cert', clientCert) }),
      ...(clientKey === undefined ? {} : { key: readPem('--client-key', clientKey) }),
    };
    if (target.url.protocol === 'https:') tlsOptions(certificates);
    return { ...limit, ...certificates, ...(proxy === undefined ? {} : { proxy }) };
  } catch (error) {
    if (error instanceof ProxyError || error instanceof CertificatesError)
      throw new UsageError(error.message);
    throw error;
  }
}

/** Returns what a report says of the network; undefined where there is nothing to say. */
export function statedNetwork(
  { network }: Pick<Settings, 'network'>,
  { proxy }: Pick<Network, 'proxy'>,
): RunNetwork | undefined {
  const { insecure, ...named } = network;
  const stated = {
    ...named,
    ...(insecure ? { insecure: true as const } : {}),
    ...(proxy === undefined ? {} : { proxy: proxy.origin }),
  };
  return Object.keys(stated).length === 0 ? undefined : stated;
}

function readPem(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`cannot read the file of ${option}, ${file} (${why})`);
  }
}
