/** How deployments are reached: certificates, proxies, addresses. Real sockets, an authority and a proxy of our own. */
import { expect, test } from '@playwright/test';
import { CertificatesError, tlsOptions } from '../../src/client/certificates.ts';
import { TransportFailure } from '../../src/client/failure.ts';
import { poolTransport } from '../../src/client/pool-transport.ts';
import { ProxyError, proxyFor, readProxy } from '../../src/client/proxy.ts';
import type { Network } from '../../src/client/route.ts';
import { authority, selfSigned } from './authority.ts';
import { startProxy } from './proxy-process.ts';
import { deadPort, type LocalServer, serveHttp, serveTls } from './servers.ts';

const ok = (_: unknown, response: { end(text: string): unknown }) => {
  response.end('{}');
};

/** Returns the status of a GET, or the failure. */
async function outcomeOf(
  url: URL | string,
  network: Network = {},
  count = 1,
): Promise<number | TransportFailure> {
  const transport = poolTransport(new URL(url), { connections: 4, ...network });
  const get = () => transport.exchange({ target: '/v3/p/backups?a=%zz', headers: {} });
  try {
    const answers = await Promise.all(Array.from({ length: count }, get));
    return answers[0]?.status ?? 0;
  } catch (error) {
    if (error instanceof TransportFailure) return error;
    throw error;
  } finally {
    await transport.close();
  }
}

async function closing<T>(
  servers: readonly { close(): Promise<void> }[],
  body: () => Promise<T>,
): Promise<T> {
  try {
    return await body();
  } finally {
    for (const server of servers) await server.close();
  }
}

function failed(kind: string, ...says: readonly string[]) {
  return expect.objectContaining({
    kind,
    message: expect.stringMatching(
      new RegExp(`^(?=[^\\n]*$)${says.map((text) => `(?=.*${text})`).join('')}`),
    ),
  });
}

test('a private authority is trusted where --ca names it, and the remedy names --ca where not', async () => {
  const ours = authority();
  const server = await serveTls(ours.issue(), ok);
  await closing([server], async () => {
    expect(await outcomeOf(server.url, { ca: ours.cert })).toBe(200);
    expect(await outcomeOf(server.url, { ca: `\n${authority().cert}\n${ours.cert}` })).toBe(200);
    expect(await outcomeOf(server.url)).toEqual(failed('tls', '--ca FILE', 'NODE_EXTRA_CA_CERTS'));
    expect(await outcomeOf(server.url, { ca: authority().cert })).toEqual(failed('tls', '--ca FILE'));
    expect(await outcomeOf(server.url, { insecure: true })).toBe(200);
  });
});

const WRONG_CERTIFICATES = [
  [{ days: [-20, -10] }, ['expired', 'clock']],
  [{ days: [10, 20] }, ['not valid yet', 'clock']],
  [{ hosts: ['rds.example.com'] }, ['another host', 'rds.example.com', '--target']],
] as const;

for (const [options, says] of WRONG_CERTIFICATES) {
  test(`a certificate with ${JSON.stringify(options)} is refused with its remedy`, async () => {
    const ours = authority();
    const server = await serveTls(ours.issue(options), ok);
    await closing([server], async () => {
      expect(await outcomeOf(server.url, { ca: ours.cert })).toEqual(failed('tls', ...says));
      expect(await outcomeOf(server.url, { ca: ours.cert, insecure: true })).toBe(200);
    });
  });
}

test('the client shows its certificate where the deployment asks for one', async () => {
  const ours = authority();
  const client = ours.issue();
  const demanding = { ...ours.issue(), ca: ours.cert, requestCert: true, rejectUnauthorized: true };
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    const server = await serveTls({ ...demanding, maxVersion }, ok);
    await closing([server], async () => {
      expect(await outcomeOf(server.url, { ca: ours.cert, ...client })).toBe(200);
      const without = await outcomeOf(server.url, { ca: ours.cert });
      expect(without).toMatchObject({ message: expect.stringContaining('--client-cert FILE') });
      const stranger = authority().issue();
      expect(await outcomeOf(server.url, { ca: ours.cert, ...stranger })).toMatchObject({
        message: expect.stringContaining('--client-cert FILE'),
      });
    });
  }
});

test('certificates that cannot be used are refused in one line that names the option', () => {
  const [one, other] = [selfSigned(), selfSigned()];
  for (const [certificates, says] of [
    [{ ca: 'nothing' }, /--ca/],
    [{ cert: one.cert, key: other.key }, /--client-key does not belong/],
    [{ cert: 'nothing', key: one.key }, /--client-cert/],
    [{ cert: one.cert, key: 'nothing' }, /--client-key/],
  ] as const) {
    expect(() => tlsOptions(certificates)).toThrow(CertificatesError);
    expect(() => tlsOptions(certificates)).toThrow(says);
    expect(() => tlsOptions(certificates)).not.toThrow(/\n|PRIVATE/);
  }
});

test('a wrong scheme is told from both sides', async () => {
  const [plain, secure] = [await serveHttp(ok), await serveTls(selfSigned(), ok)];
  await closing([plain, secure], async () => {
    expect(await outcomeOf(`https://127.0.0.1:${plain.port}`)).toEqual(failed('tls', 'scheme http'));
    expect(await outcomeOf(`http://127.0.0.1:${secure.port}`)).toEqual(failed('reset', 'scheme https'));
  });
});

test('localhost is reached at either of its addresses, and IPv6 addresses as targets', async () => {
  const ours = authority();
  const certificates = ours.issue({ hosts: ['localhost', '::1', '127.0.0.1'] });
  for (const host of ['127.0.0.1', '::1']) {
    const [plain, secure] = [await serveHttp(ok, host), await serveTls(certificates, ok, host)];
    await closing([plain, secure], async () => {
      expect(await outcomeOf(plain.url)).toBe(200);
      expect(await outcomeOf(secure.url, { ca: ours.cert })).toBe(200);
      expect(await outcomeOf(`http://localhost:${plain.port}`)).toBe(200);
      expect(await outcomeOf(`https://localhost:${secure.port}`, { ca: ours.cert })).toBe(200);
    });
  }
});

test('the name of the host is sent with TLS (SNI), also through a proxy; addresses send none', async () => {
  const ours = authority();
  const names: (string | false | undefined)[] = [];
  const certificates = ours.issue({ hosts: ['rds.example.com', 'localhost', '127.0.0.1'] });
  const server = await serveTls(certificates, (request, response) => {
    names.push((request.socket as unknown as { servername?: string | false }).servername);
    response.end('{}');
  });
  const proxy = await startProxy();
  await closing([server, proxy], async () => {
    const through = readProxy(`http://127.0.0.1:${proxy.port}`, 'HTTPS_PROXY');
    const host = `https://rds.example.com:${server.port}`;
    expect(await outcomeOf(host, { ca: ours.cert, proxy: through })).toBe(200);
    expect(await outcomeOf(`https://localhost:${server.port}`, { ca: ours.cert })).toBe(200);
    expect(await outcomeOf(server.url, { ca: ours.cert })).toBe(200);
    expect(names).toEqual(['rds.example.com', 'localhost', false]);
  });
});

test('https goes through a tunnel, http by the whole URL; both with the proxy credentials, side by side', async () => {
  const ours = authority();
  const seen: (string | undefined)[] = [];
  const lines: (string | undefined)[] = [];
  const listener = (
    request: { url?: string; headers: Record<string, unknown> },
    response: { end(text: string): unknown },
  ) => {
    seen.push(request.headers['proxy-authorization'] as string | undefined);
    lines.push(request.url);
    response.end('{}');
  };
  const secure = await serveTls(ours.issue({ hosts: ['rds.example.com'] }), listener as never);
  const plain = await serveHttp(listener as never);
  const proxy = await startProxy('me:p%ss wörd');
  await closing([secure, plain, proxy], async () => {
    const url = `http://me:${encodeURIComponent('p%ss wörd')}@127.0.0.1:${proxy.port}`;
    const through = { ca: ours.cert, proxy: readProxy(url, 'HTTPS_PROXY') };
    expect(await outcomeOf(`https://rds.example.com:${secure.port}`, through, 12)).toBe(200);
    expect(await outcomeOf(`http://rds.example.com:${plain.port}`, through, 12)).toBe(200);

    const tunnels = proxy.lines.filter((line) => line === `CONNECT rds.example.com:${secure.port}`);
    expect(tunnels.length).toBeLessThanOrEqual(4);
    expect(tunnels.length).toBeGreaterThan(0);
    const asked = proxy.lines.filter((line) => line.startsWith('GET'));
    expect(new Set(asked)).toEqual(new Set([`GET http://rds.example.com:${plain.port}/v3/p/backups?a=%zz`]));
    expect(new Set(lines)).toEqual(new Set(['/v3/p/backups?a=%zz']));
    expect(new Set(seen)).toEqual(new Set([undefined]));
  });
});

test('every failure of a proxy is told with its remedy, and never with its password', async () => {
  const server = await serveHttp(ok);
  const dead = await deadPort();
  const [demanding, refusing, failing] = [
    await startProxy('me:right-password'),
    await startProxy('', '403'),
    await startProxy('', '502'),
  ];
  await closing([server, demanding, refusing, failing], async () => {
    const at = (port: number) => ({
      proxy: readProxy(`http://me:wrong-password@127.0.0.1:${port}`, 'HTTPS_PROXY'),
    });
    const cases = [
      ['https', at(demanding.port), ['407', 'user:password@host']],
      ['http', at(demanding.port), ['407', 'user:password@host']],
      ['https', at(refusing.port), ['403', 'NO_PROXY']],
      ['https', at(failing.port), ['502', 'cannot reach the target']],
      ['https', at(dead), ['could not be reached', 'HTTPS_PROXY']],
      ['http', at(dead), ['could not be reached', 'HTTP_PROXY']],
    ] as const;
    for (const [scheme, network, says] of cases) {
      const outcome = await outcomeOf(`${scheme}://rds.example.com:${server.port}`, network);
      expect(outcome).toEqual(failed('proxy', ...says));
      expect((outcome as TransportFailure).message).not.toContain('wrong-password');
    }
  });
});

test('a proxy may speak TLS itself', async () => {
  const ours = authority();
  const server = await serveHttp(ok);
  const proxy = await serveTls(ours.issue(), ok);
  await closing([server, proxy], async () => {
    const through = readProxy(`https://127.0.0.1:${proxy.port}`, 'HTTP_PROXY');
    expect(await outcomeOf(`http://rds.example.com:${server.port}`, { ca: ours.cert, proxy: through })).toBe(
      200,
    );
    expect(await outcomeOf(`http://rds.example.com:${server.port}`, { proxy: through })).toEqual(
      failed('proxy', 'tls'),
    );
  });
});

const PROXY = 'http://proxy.example.com:3128';
const CHOICES: readonly (readonly [target: string, env: Record<string, string>, proxied: boolean])[] = [
  ['https://a.example.com', {}, false],
  ['https://a.example.com', { HTTPS_PROXY: PROXY }, true],
  ['https://a.example.com', { https_proxy: PROXY }, true],
  ['https://a.example.com', { https_proxy: ' ', HTTPS_PROXY: PROXY }, true],
  ['https://a.example.com', { HTTP_PROXY: PROXY }, false],
  ['http://a.example.com', { HTTPS_PROXY: PROXY }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY }, true],
  ['http://a.example.com', { HTTP_PROXY: 'proxy.example.com:3128' }, true],
  ['http://localhost:8080', { HTTP_PROXY: PROXY }, false],
  ['http://127.9.9.9', { HTTP_PROXY: PROXY }, false],
  ['http://[::1]:80', { HTTP_PROXY: PROXY }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY, NO_PROXY: '*' }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY, NO_PROXY: 'example.com' }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY, NO_PROXY: 'b.com, .EXAMPLE.com' }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY, no_proxy: '*.example.com' }, false],
  ['http://a.example.com', { HTTP_PROXY: PROXY, NO_PROXY: 'ample.com' }, true],
  ['http://a.example.com', { HTTP_PROXY: PROXY, NO_PROXY: 'a.example.com:8080' }, true],
  ['http://a.example.com:8080', { HTTP_PROXY: PROXY, NO_PROXY: 'a.example.com:8080' }, false],
  ['https://a.example.com', { HTTPS_PROXY: PROXY, NO_PROXY: 'a.example.com:443' }, false],
  ['http://10.1.2.3', { HTTP_PROXY: PROXY, NO_PROXY: '10.0.0.0/8' }, false],
  ['http://11.1.2.3', { HTTP_PROXY: PROXY, NO_PROXY: '10.0.0.0/8,10.0.0.0/99,/' }, true],
  ['http://10.1.2.3', { HTTP_PROXY: PROXY, NO_PROXY: '10.1.2.3' }, false],
  ['http://[fd00::1]:8080', { HTTP_PROXY: PROXY, NO_PROXY: '[fd00:0::1]:8080' }, false],
  ['http://[fd00::1]', { HTTP_PROXY: PROXY, NO_PROXY: 'fd00::/16' }, false],
  ['http://[fd00::1]', { HTTP_PROXY: PROXY, NO_PROXY: 'fd01::/16' }, true],
];

for (const [target, env, proxied] of CHOICES) {
  test(`${target} with ${JSON.stringify(env)} is reached ${proxied ? 'through the proxy' : 'directly'}`, () => {
    expect(proxyFor(new URL(target), env)?.origin).toBe(proxied ? PROXY : undefined);
  });
}

test('a variable that names no usable proxy is refused without its value', () => {
  for (const text of ['http://me:a-secret@ho st', 'socks5://me:a-secret@host:1080', 'http://']) {
    const read = () => proxyFor(new URL('https://a.example.com'), { HTTPS_PROXY: text });
    expect(read).toThrow(ProxyError);
    expect(read).toThrow(/HTTPS_PROXY/);
    expect(read).not.toThrow(/a-secret/);
  }
});

test('the requests of a run may take longer, or as long as they like', async () => {
  const slow: LocalServer = await serveHttp((_, response) => {
    setTimeout(() => response.end('{}'), 150);
  });
  await closing([slow], async () => {
    expect(await outcomeOf(slow.url, { timeoutMs: 60 })).toEqual(failed('timeout', '0.06 s', '--timeout'));
    expect(await outcomeOf(slow.url, { timeoutMs: 0 })).toBe(200);
    expect(await outcomeOf(slow.url, { timeoutMs: 5000 })).toBe(200);
  });
});
