/** Headers of a gateway's own, which every request to a deployment carries. Their values are treated as secret. */
import { secretIn } from './auth.ts';
import { type Environment, expand, refers } from './references.ts';
import { Secret } from './secret.ts';
import { UsageError } from './usage-error.ts';

export type ExtraHeaders = Readonly<Record<string, Secret>>;

/** RFC 9110, 5.6.2: a token. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** Values of such headers are never written out in a file. */
const SECRET_NAME = /key|token|secret|auth|password|cookie|credential|signature/i;

/** These are the client's own. */
const OWN = [
  'x-auth-token',
  'authorization',
  'x-sdk-date',
  'x-security-token',
  'host',
  'connection',
  'content-length',
];

/**
 * Returns the headers of a `headers` block.
 * @param where the block is, for messages
 * @throws UsageError where a name or a value is no header's, a secret is written out, or the header is the client's own
 */
export function readHeaders(block: unknown, where: string, env: Environment): ExtraHeaders {
  if (typeof block !== 'object' || block === null || Array.isArray(block))
    throw new UsageError(`${where} must hold headers by name`);
  const headers = Object.entries(block).map(([name, value]: readonly [string, unknown]) => {
    if (!HEADER_NAME.test(name))
      throw new UsageError(`${where}: "${name.slice(0, 100)}" is no name of a header`);
    if (OWN.includes(name.toLowerCase()))
      throw new UsageError(
        `${where} cannot set ${name}: credentials stand under auth:, the rest is the client's`,
      );
    const at = `${name} of ${where}`;
    const secret =
      SECRET_NAME.test(name) || typeof value !== 'string' || value.trim() === '' || refers(value)
        ? secretIn(value, at, env)
        : new Secret(expand(value, at, env).trim());
    if (!/^[\x20-\x7e]+$/.test(secret.reveal()))
      throw new UsageError(`${at} has a character that no header can carry`);
    return [name, secret] as const;
  });
  return Object.fromEntries(headers);
}
