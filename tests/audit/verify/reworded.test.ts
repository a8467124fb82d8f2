/** No verdict, fingerprint, waiver or verification depends on a message: all of them are reworded, and nothing changes. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { verify } from '../../../src/audit/verify/verify.ts';
import { allClauses } from '../../../src/clauses/all-clauses.ts';
import type { Clause, Examination, Finding, Violation } from '../../../src/clauses/clause.ts';
import { draftWaivers } from '../../../src/report/waiver-draft.ts';
import { cascadesOf } from '../../../src/result/cascade.ts';
import { readReport } from '../../../src/result/report-file.ts';
import type { ClauseResult, RunResult } from '../../../src/result/result.ts';
import { contract, gatherAt } from './gathered.ts';

// The clauses of the suite are changed in place, since every way of judging takes them from one list.
const ORIGINALS = allClauses(contract).map((clause) => ({ clause, original: { ...clause } }));

test.afterEach(() => {
  for (const { clause, original } of ORIGINALS) Object.assign(clause, original);
});

/** Other words for a text, the same whenever it comes. */
type Words = (text: string) => string;

const hashed =
  (salt: string): Words =>
  (text) =>
    createHash('sha256')
      .update(salt + text)
      .digest('base64url')
      .slice(0, 20);

function rewordAll(words: Words): void {
  for (const { clause, original } of ORIGINALS) Object.assign(clause, reworded(original, words));
}

function reworded(clause: Clause, words: Words): Partial<Clause> {
  const { check, watch } = clause;
  const inWords = <T extends string>(violation: Violation | T | undefined) =>
    violation === undefined || typeof violation === 'string'
      ? violation
      : { ...violation, expected: words(violation.expected), observed: words(violation.observed) };
  const found = (finding: Finding): Finding => {
    switch (finding.kind) {
      case 'undecided':
        return { ...finding, why: words(finding.why) };
      case 'unexercised':
        return { ...finding, missing: words(finding.missing) };
      case 'broken': {
        const { counterexample } = finding;
        const violation = {
          ...counterexample.violation,
          expected: words(counterexample.violation.expected),
          observed: words(counterexample.violation.observed),
        };
        return { ...finding, counterexample: { ...counterexample, violation } };
      }
      default:
        return finding;
    }
  };
  const examined = <I>(examination: Examination<I>): Examination<I> => ({
    ...examination,
    trial: async (input, deployment) => inWords(await examination.trial(input, deployment)),
  });
  return {
    ...(check === undefined
      ? {}
      : {
          check: (session) =>
            check({
              ...session,
              examine: async (examination) => found(await session.examine(examined(examination))),
            }),
        }),
    ...(watch === undefined ? {} : { watch: (...seen) => inWords(watch(...seen)) }),
  };
}

/** A result without its messages. */
function dataOf({ verdict, requests, waivers, clauses }: RunResult) {
  const cascades = cascadesOf(clauses).map(({ failed, undecided }) => [
    failed,
    undecided.map(({ slug }) => slug),
  ]);
  return { verdict, requests, waivers, cascades, clauses: clauses.map(clauseData) };
}

function clauseData({
  slug,
  verdict,
  reason,
  fingerprint,
  unreadable,
  counterexample,
  ...more
}: ClauseResult) {
  return {
    slug,
    verdict,
    reason,
    fingerprint,
    unreadable: unreadable?.code,
    requests: more.requests,
    cases: more.cases,
    rule: counterexample?.rule,
    place: counterexample?.place,
    pointer: counterexample?.pointer,
    targets: counterexample?.requests.map(({ target, status }) => [target, status]),
    waiver: more.waiver,
    others: more.others?.map((other) => [other.fingerprint, other.rule, other.place]),
  };
}

/** One fault of each chapter, the likes of which a check tells, a watch, or both; and one that leaves much undecided. */
const FAULTS = [
  undefined,
  'limit-one-too-many-accepted',
  'limit-one-more',
  'total-of-page',
  'no-rows-null',
  'instance-matched-by-start',
  'unauthorized-as-500',
  'window-ignored',
  'size-as-text',
  'zone-with-colon',
  'error-body-text',
  'body-cut-off',
] as const;

/** Enough requests for every violation to be reduced: where they are spent depends on what comes first. */
const RDS_BUDGET = '1000';

for (const fault of FAULTS) {
  test(`${fault ?? 'a correct deployment'}, told in other words, has the same verdicts, fingerprints and waivers`, async () => {
    const at = (name: string) => test.info().outputPath(name);
    const subject = fault === undefined ? {} : { fault };
    const drafting = { subject, settings: { RDS_WRITE_WAIVERS: at('waivers.yaml'), RDS_BUDGET } };
    const following = { subject, settings: { RDS_WAIVERS: at('waivers.yaml'), RDS_BUDGET } };

    const plain = await gatherAt(at('plain'), drafting);
    const draft = draftWaivers(plain, contract, plain.startedAt.slice(0, 10)).text;
    writeFileSync(at('waivers.yaml'), draft.replaceAll('reason: ""', 'reason: known'));
    const waived = await gatherAt(at('waived'), following);

    for (const salt of ['one', 'another']) {
      rewordAll(hashed(salt));
      const again = await gatherAt(at(salt), drafting);
      expect(dataOf(again)).toEqual(dataOf(plain));
      if (fault !== undefined) expect(JSON.stringify(again)).not.toEqual(JSON.stringify(plain));
      expect(dataOf(await gatherAt(at(`${salt}-waived`), following))).toEqual(dataOf(waived));
      for (const report of [salt, `${salt}-waived`]) {
        const { complaints } = await verify(at(report), readReport(at(report)), { contract });
        expect(complaints).toEqual([]);
      }
    }
    if (fault !== undefined) expect(plain.clauses.map(({ verdict }) => verdict)).toContain('fail');
  });
}
