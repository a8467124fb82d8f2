/** Each kind of credential through the command line, against a deployment that demands it; none is written anywhere. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { loadContract } from '../../src/contract/contract.ts';
import { createReference, type Reference, type ReferenceOptions } from '../../src/reference/reference.ts';
import { serveReference } from '../../src/reference/server.ts';
import { builtCommand, command, readReport } from './command.ts';
import { filesIn } from './report-files.ts';

interface Served {
  readonly reference: Reference;
  readonly url: string;
  readonly flags: readonly string[];
}

async function serving<T>(options: ReferenceOptions, use: (served: Served) => Promise<T>): Promise<T> {
  const reference = createReference(loadContract(), { backups: 130, ...options });
  const { url, close } = await serveReference(reference);
  const { projectId, instances } = reference;
  const asked = instances.flatMap((instance) => ['--instance-id', instance]);
  try {
    return await use({ reference, url, flags: ['--target', url, '--project-id', projectId, ...asked] });
  } finally {
    await close();
  }
}

function keyOf({ key }: Reference): Record<string, string> {
  return {
    RDS_ACCESS_KEY: key?.id ?? '',
    RDS_SECRET_KEY: key?.secret ?? '',
    RDS_SECURITY_TOKEN: key?.securityToken ?? '',
  };
}

function userOf({ iam }: Reference, url: string): Record<string, string> {
  return {
    RDS_IAM_ENDPOINT: url,
    RDS_IAM_USER: iam?.account.user ?? '',
    RDS_IAM_PASSWORD: iam?.account.password ?? '',
    RDS_IAM_DOMAIN: iam?.account.domain ?? '',
  };
}

function expectNoneOf(secrets: readonly string[], texts: readonly string[]): void {
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
}

test('an access key: a smoke run is conformant, verified, and shows neither key nor signature', async () => {
  const report = test.info().outputPath('report');
  await serving({ auth: 'aksk' }, async ({ reference, flags }) => {
    const args = ['run', ...flags, '--report', report, '--budget', 'smoke', '--accept-unexercised'];
    const ended = await command(args, keyOf(reference));

    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(readReport(report).settings).toMatchObject({ authenticated: true, signed: true });
    expect(readReport(report).clauses.find(({ slug }) => slug === 'auth.invalid')?.verdict).toBe('pass');
    expect((await command(['verify', report])).code).toBe(0);
    const texts = [ended.stdout, ended.stderr, ...filesIn(report)];
    expectNoneOf([...Object.values(keyOf(reference)), 'Signature='], texts);
  });
});

test('a wrong secret key is refused by the deployment, and a wrong clock is told', async () => {
  const report = test.info().outputPath('report');
  await serving({ auth: 'aksk' }, async ({ reference, flags }) => {
    const args = ['run', ...flags, '--report', report, '--only', 'auth'];
    const ended = await command(args, { ...keyOf(reference), RDS_SECRET_KEY: 'a-secret-of-another-key' });

    expect(ended.code).toBe(3);
    expect(readReport(report).obstacle).toMatch(/answered 401.*: the credential is not accepted/);
    expectNoneOf(['a-secret-of-another-key'], [ended.stdout, ended.stderr, ...filesIn(report)]);
  });
  const late = createServer((_, response) => {
    const date = new Date(Date.now() - 3600_000).toUTCString();
    response.writeHead(401, { Date: date, 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(late.address() as AddressInfo).port}`;
  const args = ['run', '--target', target, '--project-id', 'p', '--instance-id', 'i', '--report', report];
  await command([...args, '--only', 'auth'], {
    RDS_ACCESS_KEY: 'AKIDEXAMPLE',
    RDS_SECRET_KEY: 'a-secret-key',
  });
  late.close();
  expect(readReport(report).obstacle).toMatch(/clock of this machine is 60 minutes ahead/);
});

test('a user of IAM: tokens that live two seconds are renewed through the run, and none is shown', async () => {
  const report = test.info().outputPath('report');
  await serving({ auth: 'iam', tokenLifeMs: 2000 }, async ({ reference, url, flags }) => {
    const args = ['run', ...flags, '--report', report, '--budget', 'smoke', '--rate', '40'];
    const ended = await command([...args, '--accept-unexercised'], userOf(reference, url));

    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(readReport(report).settings?.network?.iam).toBe(url);
    expect(ended.stdout).toContain(`tokens from POST ${url}/v3/auth/tokens`);
    const secrets = [reference.iam?.account.password ?? 'none', 'MII'];
    expectNoneOf(secrets, [ended.stdout, ended.stderr, ...filesIn(report)]);
  });
});

test('a login that fails is told in one line with the remedy, without the password', async () => {
  await serving({ auth: 'iam' }, async ({ reference, url, flags }) => {
    const user = userOf(reference, url);
    const cases = [
      [{ ...user, RDS_IAM_PASSWORD: 'a-wrong-password' }, /was answered 401: check RDS_IAM_USER/],
      [{ ...user, RDS_IAM_ENDPOINT: `${url}/elsewhere` }, /answered 40\d: .*RDS_IAM_ENDPOINT|answered 401/],
      [{ ...user, RDS_IAM_ENDPOINT: 'http://127.0.0.1:1' }, /the login at .* refused the connection/],
      [{ ...user, RDS_IAM_ENDPOINT: 'nowhere' }, /RDS_IAM_ENDPOINT takes the URL/],
    ] as const;
    for (const [env, says] of cases) {
      const ended = await command(['run', ...flags, '--only', 'auth'], env);
      expect(ended.code, ended.stderr).toBe(2);
      expect(ended.stderr).toMatch(says);
      expectNoneOf([user.RDS_IAM_PASSWORD ?? 'none', 'a-wrong-password'], [ended.stdout, ended.stderr]);
    }
  });
});

test('a token from a file', async () => {
  const report = test.info().outputPath('report');
  await serving({}, async ({ reference, flags }) => {
    const file = test.info().outputPath('token');
    writeFileSync(file, `${reference.token}\n`);
    const args = ['run', ...flags, '--report', report, '--only', 'auth'];
    expect((await command(args, { RDS_AUTH_TOKEN_FILE: file })).code).toBe(0);
    expectNoneOf([reference.token], filesIn(report));
  });
});

test('a token of a command is revoked in mid-run: the command runs again, once, and nothing is undecided', async () => {
  const report = test.info().outputPath('report');
  const reference = createReference(loadContract(), { backups: 130 });
  const place = test.info().outputPath('tokens');
  const TOKENS = ['first-token-of-the-command', 'second-token-of-the-command'] as const;
  writeFileSync(place, `${TOKENS.join('\n')}\n`);
  let answered = 0;
  const server = createServer(async (request, response) => {
    answered += 1;
    const right = request.headers['x-auth-token'] === TOKENS[answered < 60 ? 0 : 1];
    const headers = { 'x-auth-token': right ? reference.token : 'wrong' };
    const target = request.url ?? '';
    const answer = await reference.answer({
      method: 'GET',
      target,
      headers,
    });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Prints the first line of the file and removes it.
  const script = `const fs=require('fs');const [a,...b]=fs.readFileSync('${place.replaceAll('\\', '/')}','utf8').split('\\n');fs.writeFileSync('${place.replaceAll('\\', '/')}',b.join('\\n'));console.log(a)`;
  const file = test.info().outputPath('vendor.json');
  const { projectId, instances } = reference;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const auth = { 'token-command': [process.execPath, '-e', script] };
  writeFileSync(
    file,
    JSON.stringify({ deployments: { ours: { url, project: projectId, instances, auth } } }),
  );
  try {
    const args = ['run', '--config', file, '--deployment', 'ours', '--report', report, '--budget', 'smoke'];
    const ended = await command([...args, '--accept-unexercised']);

    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    const folder = readReport(report);
    expect(folder.noise['401']).toBeGreaterThan(0);
    expect(folder.clauses.filter(({ verdict }) => verdict === 'inconclusive')).toEqual([]);
    expectNoneOf(TOKENS, [ended.stdout, ended.stderr, ...filesIn(report)]);
    expect((await command(['verify', report])).code).toBe(0);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('the key of a gateway goes along with every request, and is written nowhere', async () => {
  const report = test.info().outputPath('report');
  const reference = createReference(loadContract(), { backups: 130 });
  const secret = 'the-key-of-the-gateway';
  let without = 0;
  const server = createServer(async (request, response) => {
    if (request.headers['x-gateway-key'] !== secret) without += 1;
    const headers = { 'x-auth-token': request.headers['x-auth-token']?.toString() };
    const answer = await reference.answer({ method: 'GET', target: request.url ?? '', headers });
    response.writeHead(answer.status, { ...answer.headers, 'X-Echo': secret }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const file = test.info().outputPath('vendor.json');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { projectId, instances, token } = reference;
  const headers = { 'X-Gateway-Key': `\${GATEWAY_KEY}` };
  writeFileSync(
    file,
    JSON.stringify({ deployments: { ours: { url, project: projectId, instances, headers } } }),
  );
  try {
    const args = ['run', '--config', file, '--deployment', 'ours', '--report', report, '--only', 'auth'];
    const ended = await command(args, { RDS_AUTH_TOKEN: token, GATEWAY_KEY: secret });

    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(without).toBe(0);
    expectNoneOf([secret, token], [ended.stdout, ended.stderr, ...filesIn(report)]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('no credential is in the list of processes', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  await serving({ auth: 'aksk' }, async ({ reference, flags }) => {
    const report = test.info().outputPath('report');
    const args = [
      await builtCommand(),
      'run',
      ...flags,
      '--report',
      report,
      '--only',
      'auth',
      '--rate',
      '20',
    ];
    const child = execFile(process.execPath, args, { env: { ...process.env, ...keyOf(reference) } });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const listed = await new Promise<string>((resolve) => {
      execFile('sh', ['-c', 'cat /proc/[0-9]*/cmdline'], { maxBuffer: 1e7 }, (_, text) => resolve(text));
    });
    await ended;
    expect(listed).toContain('--project-id');
    expectNoneOf(Object.values(keyOf(reference)), [listed]);
  });
});
