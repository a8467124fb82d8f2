/** What to try where a request got no answer: the second half of a failure's line. */
import type { Destination, FailureKind } from './failure-kind.ts';

/** Certificates that no authority known to this machine has signed. */
const UNKNOWN_AUTHORITY: readonly string[] = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  // An authority of the same name is known, with another key.
  'CERT_SIGNATURE_FAILURE',
];

/** A deployment asks for the client's certificate, or does not accept the one that was sent. */
const CLIENT_CERTIFICATE = /ALERT_(HANDSHAKE_FAILURE|CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/**
 * Returns what to try, without a full stop; undefined where there is nothing to say.
 * @param code of the error, as Node or undici names it
 * @param names the hosts that the deployment's certificate is for
 */
export function remedyFor(
  kind: FailureKind,
  code: string,
  { scheme, hasAnswered = false }: Partial<Destination> = {},
  names?: string,
): string | undefined {
  switch (kind) {
    case 'dns':
      return 'check the spelling of --target; where only a proxy resolves names, set HTTPS_PROXY or HTTP_PROXY';
    case 'refused':
      return 'check host, port and scheme of --target, and that the deployment runs';
    case 'unreachable':
      return 'check host and port of --target; behind a firewall, set HTTPS_PROXY or HTTP_PROXY';
    case 'tls':
      return tlsRemedy(code, names);
    case 'timeout':
      return 'allow more time with --timeout DURATION';
    case 'reset':
      return hasAnswered ? undefined : resetRemedy(scheme);
    case 'protocol':
      return hasAnswered ? undefined : 'check port and scheme of --target';
    default:
      return undefined;
  }
}

function tlsRemedy(code: string, names: string | undefined): string {
  if (UNKNOWN_AUTHORITY.includes(code))
    return "no authority that this machine knows has signed its certificate: give the authority's certificate to --ca FILE, or to Node in NODE_EXTRA_CA_CERTS";
  if (code === 'CERT_HAS_EXPIRED')
    return 'its certificate has expired: renew it, and check the clock of this machine';
  if (code === 'CERT_NOT_YET_VALID')
    return 'its certificate is not valid yet: check the clock of this machine';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return `its certificate is for another host${names === undefined ? '' : ` (${names})`}: give --target the host that the certificate names`;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO')
    return 'the port does not speak TLS: give --target the scheme http, or another port';
  if (CLIENT_CERTIFICATE.test(code))
    return 'the deployment asks for another certificate of the client: give --client-cert FILE and --client-key FILE';
  return 'check scheme and port of --target, and the certificates on both sides';
}

function resetRemedy(scheme: Destination['scheme']): string {
  return scheme === 'https'
    ? 'if the deployment asks for a certificate of the client, give --client-cert FILE and --client-key FILE'
    : 'if the port speaks TLS, give --target the scheme https';
}
