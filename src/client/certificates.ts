/** The certificates of both sides of a secure connection. */
import * as tls from 'node:tls';
import { MOST_BYTES_OF_SETTINGS, readPlainFile } from '../contract/plain-file.ts';

export interface Certificates {
  /** Certificates (PEM) of authorities to trust besides those of the system. */
  readonly ca?: string;
  /** The client's certificate (PEM), where the deployment asks for one. */
  readonly cert?: string;
  /** The key of that certificate (PEM). */
  readonly key?: string;
  /** Whether the deployment's certificate is not checked. */
  readonly insecure?: boolean;
}

/** Certificates that cannot be used. The message is one line that names the option. */
export class CertificatesError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CertificatesError';
  }
}

/** What a TLS connection is opened with. */
export type TlsOptions = Pick<tls.ConnectionOptions, 'secureContext' | 'rejectUnauthorized'>;

/** Returns the options of TLS connections. @throws CertificatesError */
export function tlsOptions({ ca, cert, key, insecure = false }: Certificates): TlsOptions {
  const given = ca === undefined ? [] : certificatesIn(ca);
  if (ca !== undefined && given.length === 0)
    throw new CertificatesError('the file of --ca holds no certificate in PEM (-----BEGIN CERTIFICATE-----)');
  let secureContext: tls.SecureContext;
  try {
    secureContext = tls.createSecureContext({
      ca: [...tls.rootCertificates, ...systemCertificates(), ...given],
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
    });
  } catch (error) {
    throw new CertificatesError(whyUnusable(error));
  }
  return { secureContext, rejectUnauthorized: !insecure };
}

function whyUnusable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH')
    return 'the key of --client-key does not belong to the certificate of --client-cert';
  if (code === 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED' || code === 'ERR_MISSING_PASSPHRASE')
    return 'the key of --client-key is encrypted: decrypt it first';
  return `the certificates cannot be used (${code}): --ca, --client-cert and --client-key take files in PEM`;
}

function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN (TRUSTED )?CERTIFICATE-----[\s\S]*?-----END \1CERTIFICATE-----/g) ?? [];
}

/** Where systems keep the certificates that they trust: Debian, Red Hat, Alpine and BSD, SUSE. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
];

/**
 * Returns the certificates that the system trusts, and those of NODE_EXTRA_CA_CERTS: Node adds those only where no others
 * are given. Node reads the system's itself from 22.15 on; before that they are read from the usual files.
 */
function systemCertificates(): readonly string[] {
  const extra = readBundle(process.env.NODE_EXTRA_CA_CERTS);
  if ('getCACertificates' in tls && typeof tls.getCACertificates === 'function') {
    const own: unknown = tls.getCACertificates('system');
    if (Array.isArray(own)) return [...own.map(String), ...extra];
  }
  const named = readBundle(process.env.SSL_CERT_FILE);
  if (named.length > 0) return [...named, ...extra];
  const first = SYSTEM_BUNDLES.map(readBundle).find((bundle) => bundle.length > 0);
  return [...(first ?? []), ...extra];
}

function readBundle(file: string | undefined): readonly string[] {
  if (file === undefined || file === '') return [];
  try {
    return certificatesIn(readPlainFile(file, MOST_BYTES_OF_SETTINGS).toString('utf8'));
  } catch {
    return [];
  }
}
