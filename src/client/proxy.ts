/** Which proxy a deployment is reached through, by the environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case. */
import { BlockList, isIP } from 'node:net';

/** A proxy. Its credentials are read off `url` in one place, and never shown. */
export interface HttpProxy {
  readonly url: URL;
  /** Scheme, host and port, to be shown. */
  readonly origin: string;
  /** Value of `Proxy-Authorization`; undefined where the URL has no credentials. */
  readonly authorization?: string;
  /** Texts that must never be written anywhere. */
  readonly secrets: readonly string[];
}

/** A proxy that cannot be used. The message names the variable and not its value. */
export class ProxyError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'ProxyError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Returns the proxy for a target; undefined where it is reached directly. As with curl and Go, a target of https is never
 * sent to the proxy of http. As with Go, this machine itself is never reached through a proxy.
 * @throws ProxyError where the variable holds no URL of a proxy
 */
export function proxyFor(target: URL, env: Environment): HttpProxy | undefined {
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const variable = [name, name.toUpperCase()].find((each) => (env[each]?.trim() ?? '') !== '');
  if (variable === undefined) return undefined;
  const exempt = [env.no_proxy, env.NO_PROXY].find((text) => (text?.trim() ?? '') !== '') ?? '';
  if (isThisMachine(hostOf(target)) || isExempt(target, exempt)) return undefined;
  return readProxy(env[variable]?.trim() ?? '', variable);
}

/** Reads the text of a variable: a URL, or host and port alone. @throws ProxyError */
export function readProxy(text: string, variable: string): HttpProxy {
  const full = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(full))
    throw new ProxyError(
      `${variable} holds no URL of a proxy: write http://host:port or http://user:password@host:port`,
    );
  const url = new URL(full);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProxyError(
      `${variable} names a proxy of the scheme ${url.protocol.slice(0, -1)}: only http and https proxies are supported`,
    );
  const { origin } = url;
  if (url.username === '' && url.password === '') return { url, origin, secrets: [] };
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const pair = Buffer.from(`${user}:${password}`).toString('base64');
  const secrets = [password, url.password, pair].filter((each) => each !== '');
  return { url, origin, authorization: `Basic ${pair}`, secrets };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the host without the brackets of an IPv6 address, and without a dot at its end. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function isThisMachine(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    inBlock(host, '127.0.0.0/8') ||
    inBlock(host, '::1/128')
  );
}

/**
 * Whether NO_PROXY names the target: `*`, a host with its subdomains (a dot or `*.` in front makes no difference), an
 * address, a block of addresses, each with a port or without.
 */
function isExempt(target: URL, list: string): boolean {
  const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port;
  const host = hostOf(target);
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      if (entry.includes('/')) return inBlock(host, entry);
      const [, name = entry, only] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
      if (only !== undefined && only !== port) return false;
      const bare = name.replace(/^\[(.*)\]$/, '$1');
      if (isIP(bare) > 0) return isIP(host) > 0 && inBlock(host, `${bare}/${isIP(bare) === 6 ? 128 : 32}`);
      const domain = bare.replace(/^\*?\./, '').replace(/\.$/, '');
      return host === domain || host.endsWith(`.${domain}`);
    });
}

function inBlock(host: string, block: string): boolean {
  const [, address = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(block) ?? [];
  const family = familyOf(address);
  if (family === undefined || familyOf(host) !== family) return false;
  if (Number(bits) > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}
