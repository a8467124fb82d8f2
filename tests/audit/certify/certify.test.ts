/** Certificates: issued for what deserves one, and held against report, evidence and key. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { dsse } from '@sigstore/core';
import { CERTIFICATE_FILE, certify } from '../../../src/audit/certify/certify.ts';
import { complaintsOfCertificate } from '../../../src/audit/certify/check-certificate.ts';
import { reasonsAgainst } from '../../../src/audit/certify/conditions.ts';
import { type Envelope, keyIdOf, opened, sealed } from '../../../src/audit/certify/envelope.ts';
import { readPublicKey, readSigningKey } from '../../../src/audit/certify/keys.ts';
import { readReport } from '../../../src/result/report-file.ts';
import type { ClauseVerdict, RunResult } from '../../../src/result/result.ts';
import { contract, gatherAt } from '../verify/gathered.ts';
import { keyFiles } from './keys.ts';

// All certify copies of one run.
test.describe.configure({ mode: 'default' });

const IMPLEMENTATION = {
  organization: 'Example Ltd',
  product: 'Example RDS',
  version: '4.10',
  url: 'https://rds.example.com',
  contact: ['rds@example.com'],
};

let genuine = '';

test.beforeAll(async ({ browserName: _unused }, testInfo) => {
  test.slow();
  genuine = path.join(testInfo.project.outputDir, `certify-${testInfo.workerIndex}`);
  const config = `${genuine}.yaml`;
  writeFileSync(config, JSON.stringify({ defaults: { implementation: IMPLEMENTATION } }));
  const settings = { RDS_BUDGET: 'standard', RDS_CONFIG: config, RDS_CHALLENGE: 'todays-nonce' };
  const place = { RDS_TARGET: 'http://127.0.0.1/rds', RDS_PROJECT_ID: 'p', RDS_INSTANCE_IDS: 'i' };
  await gatherAt(genuine, { settings: { ...settings, ...place } });
});

function copied(): string {
  const directory = test.info().outputPath('report');
  cpSync(genuine, directory, { recursive: true });
  return directory;
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

test('a conformant run is certified, and the certificate is checked against it', async () => {
  const directory = copied();
  const { privateFile, publicFile } = keyFiles('own');
  const report = readReport(directory);

  const issued = await certify(directory, report, { contract, key: readSigningKey(privateFile) });

  expect(issued).toEqual({ file: path.join(directory, CERTIFICATE_FILE), reasons: [] });
  const envelope: Envelope = json(issued.file ?? '');
  expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
  expect(envelope.signatures[0]?.keyid).toBe(keyIdOf(readPublicKey(publicFile)));
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
  expect(statement).toMatchObject({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'Example RDS 4.10', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      { name: 'evidence', digest: { sha256: report.evidence?.root.slice('sha256:'.length) } },
    ],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: expect.stringMatching(/^(PASSED|WARNED)$/),
      url: IMPLEMENTATION.url,
      failedTests: [],
      implementation: IMPLEMENTATION,
      challenge: 'todays-nonce',
    },
  });
  const musts = report.clauses
    .filter(({ level, verdict }) => level === 'MUST' && verdict !== 'not-applicable')
    .map(({ slug }) => slug);
  expect(statement.predicate.passedTests).toEqual(expect.arrayContaining(musts));
  expect(statement.predicate.observed.length).toBeGreaterThan(5);
  expect(complaintsOfCertificate(issued.file ?? '', readPublicKey(publicFile), directory, report)).toEqual(
    [],
  );
});

test('without a key the statement is written bare', async () => {
  const directory = copied();
  const out = test.info().outputPath('statement.json');

  const issued = await certify(directory, readReport(directory), { contract, out });

  expect(issued.file).toBe(out);
  expect(json(out)).toMatchObject({ _type: 'https://in-toto.io/Statement/v1' });
});

const sealing = async () => {
  const directory = copied();
  const { privateFile, publicFile, pem } = keyFiles('own');
  await certify(directory, readReport(directory), { contract, key: readSigningKey(privateFile) });
  const file = path.join(directory, CERTIFICATE_FILE);
  const complaints = () =>
    complaintsOfCertificate(file, readPublicKey(publicFile), directory, readReport(directory)).join('\n');
  return { directory, file, pem, complaints };
};

type Sealed = Awaited<ReturnType<typeof sealing>>;

/** Writes the certificate anew, with another payload. */
function rewrite({ file, pem }: Sealed, change: (text: string) => string, isSigned: boolean): void {
  const envelope: Envelope = json(file);
  const payload = Buffer.from(change(Buffer.from(envelope.payload, 'base64').toString()));
  const key = createPrivateKey(pem);
  const changed = isSigned ? sealed(payload, key) : { ...envelope, payload: payload.toString('base64') };
  writeFileSync(file, JSON.stringify(changed));
}

const TAMPERED: readonly (readonly [what: string, tamper: (made: Sealed) => void, says: RegExp])[] = [
  ['the payload', (made) => rewrite(made, (text) => text.replace('4.10', '4.11'), false), /was altered/],
  [
    'the payload, signed anew',
    (made) => rewrite(made, (text) => text.replace('4.10', '4.11'), true),
    /states something that does not follow/,
  ],
  [
    'a payload that is no JSON',
    (made) => rewrite(made, () => 'x', true),
    /is not about this conformance\.json/,
  ],
  [
    'the digest of the evidence',
    (made) =>
      rewrite(made, (text) => text.replace(/("name":"evidence","digest":\{"sha256":")./, '$1_'), true),
    /is not about this evidence/,
  ],
  [
    'the type of the payload',
    ({ file, pem }) => {
      const envelope: Envelope = json(file);
      const payload = Buffer.from(envelope.payload, 'base64');
      const sig = sign(null, dsse.preAuthEncoding('text/plain', payload), createPrivateKey(pem));
      const signatures = [{ keyid: '', sig: sig.toString('base64') }];
      writeFileSync(file, JSON.stringify({ ...envelope, payloadType: 'text/plain', signatures }));
    },
    /contains text\/plain/,
  ],
  [
    'the report',
    ({ directory }) => {
      const report = path.join(directory, 'conformance.json');
      writeFileSync(report, `${readFileSync(report, 'utf8')} `);
    },
    /is not about this conformance\.json/,
  ],
  [
    'the signatures',
    ({ file }) => writeFileSync(file, JSON.stringify({ ...json(file), signatures: [] })),
    /not signed by this key/,
  ],
  [
    'a signature of none',
    ({ file }) => writeFileSync(file, JSON.stringify({ ...json(file), signatures: [{ sig: 'AAAA' }] })),
    /not signed by this key/,
  ],
  ['what is no envelope', ({ file }) => writeFileSync(file, '{}'), /not a DSSE envelope/],
  ['what is no JSON', ({ file }) => writeFileSync(file, '{'), /is not JSON/],
  ['what is not there', ({ file }) => rmSync(file), /cannot be read \(ENOENT\)/],
];

for (const [what, tamper, says] of TAMPERED) {
  test(`tampering with ${what} is told`, async () => {
    const made = await sealing();
    expect(made.complaints()).toBe('');

    tamper(made);

    expect(made.complaints()).toMatch(says);
  });
}

test('another key than the one trusted is told', async () => {
  const { directory, file } = await sealing();
  const other = readPublicKey(keyFiles('other').publicFile);

  expect(complaintsOfCertificate(file, other, directory, readReport(directory))).toEqual([
    expect.stringMatching(/not signed by this key/),
  ]);
});

test('what DSSE says is signed is what is signed', () => {
  const key = createPrivateKey(keyFiles('own').pem);
  const envelope = sealed(Buffer.from('{}'), key);

  expect(opened(envelope, createPublicKey(key))?.toString()).toBe('{}');
  // The encoding of the published protocol, by hand.
  const encoded = Buffer.from('DSSEv1 28 application/vnd.in-toto+json 2 {}');
  expect(envelope.signatures[0]?.sig).toBe(sign(null, encoded, key).toString('base64'));
});

const changedClause = (report: RunResult, verdict: ClauseVerdict): RunResult => ({
  ...report,
  clauses: report.clauses.map((clause) =>
    clause.slug === 'pagination.tiling' ? { ...clause, verdict } : clause,
  ),
});

const UNDESERVING: readonly (readonly [
  what: string,
  change: (report: RunResult) => RunResult,
  says: RegExp,
])[] = [
  ['a failed clause', (report) => changedClause(report, 'fail'), /^pagination\.tiling failed/],
  [
    'a waived clause',
    (report) => changedClause(report, 'waived'),
    /^pagination\.tiling waived: a waiver is not a pass/,
  ],
  [
    'a clause not exercised',
    (report) => changedClause(report, 'not-exercised'),
    /^pagination\.tiling not exercised/,
  ],
  ['an undecided clause', (report) => changedClause(report, 'inconclusive'), /could not be decided/],
  [
    'a clause that is not applicable',
    (report) => changedClause(report, 'not-applicable'),
    /without a credential/,
  ],
  [
    'a selection',
    (report) => ({ ...report, selected: ['pagination.tiling'] }),
    /only 1 clauses were asked for/,
  ],
  [
    'a small budget',
    (report) => ({ ...report, budget: { name: 'smoke', requests: 150 } }),
    /--budget standard/,
  ],
  ['nobody behind it', ({ implementation: _none, ...report }) => report, /implementation block/],
  ['no clause set', ({ clauseSet: _none, ...report }) => report, /by which clause set/],
];

for (const [what, change, says] of UNDESERVING) {
  test(`${what} keeps a certificate away`, () => {
    const sound = { verdict: 'conformant', complaints: [], notes: [], exchanges: 1 } as const;
    const report = readReport(genuine);

    expect(reasonsAgainst(report, sound)).toEqual([]);
    expect(reasonsAgainst(change(report), sound)).toEqual([expect.stringMatching(says)]);
  });
}

test('evidence that does not support the report keeps a certificate away, and none is written', async () => {
  const directory = copied();
  const report = { ...readReport(directory), seed: 1234 };

  const issued = await certify(directory, report, {
    contract,
    key: readSigningKey(keyFiles('own').privateFile),
  });

  expect(issued.file).toBeUndefined();
  expect(issued.reasons).toEqual([
    expect.stringMatching(/its evidence does not support it: .* the report states seed 1234/),
  ]);
  expect(existsSync(path.join(directory, CERTIFICATE_FILE))).toBe(false);
});
