/** What a vendor meets at the door: redirects, gateways, private authorities, proxies. Each has one line with what to try. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference } from '../../src/reference/reference.ts';
import { authority } from '../client/authority.ts';
import { startProxy } from '../client/proxy-process.ts';
import { serveHttp, serveTls } from '../client/servers.ts';
import { command, readReport } from './command.ts';
import { filesIn } from './report-files.ts';
import { withReference, withServer } from './served.ts';

const OBSTACLES: readonly (readonly [
  name: string,
  answer: { status: number; headers?: Record<string, string>; body?: string },
  says: RegExp,
])[] = [
  [
    'a redirect to the same path elsewhere',
    { status: 301, headers: { Location: 'https://rds.example.com/v3/project/backups?instance_id=one' } },
    /answered 301 to https:\/\/rds\.example\.com\/v3.* not followed: try --target https:\/\/rds\.example\.com$/,
  ],
  ['a login page', { status: 302, headers: { Location: '/login' } }, /answered 302 to \/login: .*login page/],
  ["a gateway's 404", { status: 404, body: '<html>' }, /answered 404: .*path prefix of --target/],
  [
    "the operation's own 404",
    { status: 404, body: '{"error_code":"DBS.200002"}' },
    /answered 404 \(DBS\.200002\): .*--project-id and --instance-id/,
  ],
  [
    '401',
    { status: 401, body: '{"error_code":"APIGW.0301"}' },
    /every list was answered 401 \(APIGW\.0301\): .*credential is not accepted/,
  ],
  ['403', { status: 403, body: '{}' }, /answered 403: .*--project-id and its rights/],
  ['a page', { status: 200, body: '<html>' }, /answered 200: .*host and path prefix/],
  [
    'http to a port of TLS',
    { status: 400, body: '<center>The plain HTTP request was sent to HTTPS port</center>' },
    /scheme https/,
  ],
];

for (const [name, { status, headers = {}, body = '' }, says] of OBSTACLES) {
  test(`${name} is told with what to try`, async () => {
    const report = test.info().outputPath('report');
    await withServer(
      (_, response) => response.writeHead(status, headers).end(body),
      async ({ flags, env }) => {
        const ended = await command(['run', ...flags, '--report', report, '--only', 'auth'], env);

        expect(ended.code, ended.stderr).toBe(3);
        const { obstacle = '' } = readReport(report);
        expect(obstacle).toMatch(says);
        for (const text of [ended.stdout, readFileSync(path.join(report, 'summary.md'), 'utf8')])
          expect(text).toContain(obstacle.slice(0, 60));
        expect((await command(['verify', report])).code).toBe(3);
      },
    );
  });
}

test('a target that ends in the version is told to leave it out', async () => {
  const report = test.info().outputPath('report');
  await withReference({}, async ({ url, flags, env }) => {
    const [, , ...place] = flags;
    const wrong = ['--target', `${url}/v3`, ...place, '--report', report, '--only', 'auth'];

    expect((await command(['run', ...wrong], env)).code).toBe(3);
    expect(readReport(report).obstacle).toMatch(/ends in \/v3, .* leave it out/);
  });
});

test('a private authority: the remedy, --ca, and --insecure, which the report shows and no certificate follows', async () => {
  const report = test.info().outputPath('report');
  const reference = createReference(loadContract());
  const ours = authority();
  const ca = test.info().outputPath('ca.pem');
  writeFileSync(ca, ours.cert);
  const server = await serveTls(ours.issue(), async (request, response) => {
    const { status, headers, body } = await reference.answer({
      method: 'GET',
      target: request.url ?? '',
      headers: request.headers as Record<string, string>,
    });
    response.writeHead(status, headers).end(body);
  });
  const { projectId, instances, token } = reference;
  const place = ['--target', server.url.href, '--project-id', projectId, '--instance-id', instances[0] ?? ''];
  const judged = (...flags: readonly string[]) =>
    command(['run', ...place, '--report', report, '--only', 'auth.missing', '--seed', '1', ...flags], {
      RDS_AUTH_TOKEN: token,
    });
  try {
    const unknown = await judged();
    expect(unknown.code).toBe(3);
    expect(unknown.stderr).toMatch(/cannot reach .*--ca FILE/);

    const trusting = await judged('--ca', ca, '--timeout', '20s');
    expect(trusting.code, trusting.stderr).toBe(0);
    expect(readReport(report).settings?.network).toEqual({ ca, timeoutMs: 20_000 });
    expect((await command(['verify', report])).code).toBe(0);

    const careless = await judged('--insecure');
    expect(careless.code, careless.stderr).toBe(0);
    expect(careless.stdout).toContain('certificates were not checked (--insecure)');
    expect(readFileSync(path.join(report, 'index.html'), 'utf8')).toContain('--insecure');
    const key = test.info().outputPath('key.pem');
    writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const refused = await command(['certify', report, '--sign', key]);
    expect(refused.code).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('run without --insecure');
  } finally {
    await server.close();
  }
});

test('a run through a proxy names it, and its password stands nowhere', async () => {
  const report = test.info().outputPath('report');
  const reference = createReference(loadContract());
  const server = await serveHttp(async (request, response) => {
    const { status, headers, body } = await reference.answer({
      method: 'GET',
      target: request.url ?? '',
      headers: request.headers as Record<string, string>,
    });
    response.writeHead(status, headers).end(body);
  });
  const proxy = await startProxy('me:canary-of-the-proxy');
  const { projectId, instances, token } = reference;
  const target = `http://rds.example.com:${server.port}`;
  const flags = ['--target', target, '--project-id', projectId, '--instance-id', instances[0] ?? ''];
  const env = {
    RDS_AUTH_TOKEN: token,
    HTTP_PROXY: `http://me:canary-of-the-proxy@127.0.0.1:${proxy.port}`,
  };
  try {
    const args = ['run', ...flags, '--report', report, '--only', 'auth'];
    const ended = await command(args, env);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain(`through the proxy http://127.0.0.1:${proxy.port}`);
    expect(proxy.lines.length).toBeGreaterThan(10);
    const wrong = await command(args, { ...env, HTTP_PROXY: env.HTTP_PROXY.replace('me:', 'you:') });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toMatch(/407.*user:password@host/);
    const shown = [ended, wrong].flatMap(({ stdout, stderr }) => [stdout, stderr]);
    for (const text of [...shown, ...filesIn(report)]) {
      expect(text).not.toContain('canary-of-the-proxy');
      expect(text).not.toContain(Buffer.from('me:canary-of-the-proxy').toString('base64'));
    }
  } finally {
    await proxy.close();
    await server.close();
  }
});
