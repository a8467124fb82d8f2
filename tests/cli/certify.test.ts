/** `certify`, `verify --public-key`, `run --sign` and `compare`, as processes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { keyFiles } from '../audit/certify/keys.ts';
import { command } from './command.ts';
import { type Served, withReference } from './served.ts';

const at = (name: string) => test.info().outputPath(name);

function config(): string {
  const implementation = {
    organization: 'Example Ltd',
    product: 'Example RDS',
    version: '4.10',
    url: 'https://rds.example.com',
    contact: ['rds@example.com'],
  };
  writeFileSync(at('vendor.yaml'), JSON.stringify({ defaults: { implementation } }));
  return at('vendor.yaml');
}

const run = ({ flags, token }: Served, report: string, ...more: readonly string[]) =>
  command(['run', ...flags, '--report', at(report), '--seed', '4', ...more], { RDS_AUTH_TOKEN: token });

test('run --sign certifies, verify --public-key checks, and no output holds a key', async () => {
  test.slow();
  const { privateFile, publicFile, pem } = keyFiles('own');
  const ended = await withReference({}, (served) =>
    run(served, 'report', '--config', config(), '--sign', privateFile),
  );
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stderr).toContain(`certificate: ${path.join(at('report'), 'certificate.dsse.json')}`);
  expect(ended.stdout).toContain(
    '\nproduct     Example RDS 4.10, Example Ltd (https://rds.example.com; rds@example.com)\n',
  );

  const verified = await command(['verify', at('report'), '--public-key', publicFile]);
  expect(verified.code, verified.stdout).toBe(0);
  expect(verified.stdout).toMatch(/^note: the certificate is signed by [0-9a-f]{64}$/m);

  const other = await command(['verify', at('report'), '--public-key', keyFiles('other').publicFile]);
  expect(other.code, other.stdout).toBe(4);
  expect(other.stdout).toMatch(/^error: the certificate is not signed by this key/m);

  const secret = pem.split('\n')[1] ?? '-';
  const written = [
    ended.stdout,
    ended.stderr,
    readFileSync(path.join(at('report'), 'conformance.json'), 'utf8'),
  ];
  for (const text of written) expect(text).not.toContain(secret);
});

test('a report that does not qualify is not certified, with a line for each reason', async () => {
  const ended = await withReference({ fault: 'version-case-ignored' }, (served) =>
    run(served, 'report', '--budget', 'smoke'),
  );
  expect(ended.code, ended.stderr).toBe(1);

  const certified = await command(['certify', at('report'), '--sign', keyFiles('own').privateFile]);

  expect(certified.code, certified.stderr).toBe(1);
  expect(certified.stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^not certified: it names no implementation: add the implementation block/),
    expect.stringMatching(/^not certified: a budget of smoke /),
    expect.stringMatching(/^not certified: addressing\.version-case failed: fix the deployment$/),
    expect.stringMatching(/^not certified: its verdict is nonconformant$/),
  ]);
  expect(existsSync(path.join(at('report'), 'certificate.dsse.json'))).toBe(false);
});

test('unusable keys are refused before anything is sent', async () => {
  await withReference({}, async (served) => {
    const ended = await run(served, 'report', '--sign', keyFiles('own').publicFile);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/--sign takes a private key/);
    expect(served.asked()).toBe(0);
  });
  const { pem } = keyFiles('given');
  const byValue = await command(['certify', at('none'), '--sign', pem]);
  expect(byValue.code).toBe(2);
  expect(byValue.stderr).toContain('a key is never given by value');
  expect(byValue.stderr).not.toContain(pem.split('\n')[1]);
  const needless = await command(['verify', at('none'), '--certificate', 'x']);
  expect(needless.stderr).toContain('add --public-key FILE');
});

test('compare reports a regression, an improvement and the cause', async () => {
  test.slow();
  await withReference({}, (served) => run(served, 'good', '--budget', 'smoke'));
  await withReference({ fault: 'version-case-ignored' }, (served) => run(served, 'bad', '--budget', 'smoke'));

  const worse = await command(['compare', at('good'), at('bad')]);
  expect(worse.code, worse.stderr).toBe(1);
  expect(worse.stdout).toMatch(
    /^ {2}addressing\.version-case MUST {2}pass -> fail; the deployment changed$/m,
  );
  expect(worse.stdout).toContain(
    'judging the old evidence with this suite gives the same verdicts, so the deployment changed',
  );
  expect(worse.stdout).toMatch(/^comparison: 1 regressed \(conformant -> nonconformant\)$/m);

  const better = await command(['compare', at('bad'), path.join(at('good'), 'conformance.json'), '--json']);
  expect(better.code, better.stderr).toBe(0);
  expect(JSON.parse(better.stdout)).toMatchObject({
    verdict: { old: 'nonconformant', new: 'conformant' },
    changes: [{ slug: 'addressing.version-case', kind: 'improved', cause: 'deployment' }],
  });
});

test('compare refuses what is not a report', async () => {
  const ended = await command(['compare', 'package.json', 'reports/sample']);

  expect(ended.code).toBe(2);
  expect(ended.stderr).toMatch(/package\.json is not a report/);
});
