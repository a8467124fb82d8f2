/** The conditions of a certificate. Each reason against it is one line that says what to do. */

import { BUDGETS } from '../../config/budget.ts';
import type { ClauseVerdict, RunResult } from '../../result/result.ts';
import type { Verification } from '../verify/verify.ts';
import type { Certifiable } from './statement.ts';

/** The verdicts of a MUST clause that has not passed, and what to do about them. */
const NOT_PASSED: readonly (readonly [verdict: ClauseVerdict, says: string])[] = [
  ['fail', 'failed: fix the deployment'],
  ['waived', 'waived: a waiver is not a pass; fix the deployment'],
  ['inconclusive', 'could not be decided: run again while the data does not change'],
  ['not-exercised', 'not exercised: supply the data that the report asks for'],
  ['not-applicable', 'not judged without a credential: configure one'],
  ['not-implemented', 'not implemented by this suite: use a version that has it'],
];

/** Returns why no certificate can be issued; empty if one can. */
export function reasonsAgainst(report: RunResult, { complaints, verdict }: Verification): readonly string[] {
  const musts = report.clauses.filter(
    ({ level, reason }) => level === 'MUST' && reason !== 'not-in-contract',
  );
  return [
    ...(report.implementation === undefined
      ? ['it names no implementation: add the implementation block to the configuration file of the run']
      : []),
    ...(report.clauseSet === undefined ? ['the report does not say by which clause set it is scored'] : []),
    ...(report.settings?.embedded === true
      ? ['the embedded reference deployment was judged: name a deployment with --target']
      : []),
    ...(report.settings?.network?.insecure === true
      ? ['certificates were not checked: run without --insecure; --ca names a private authority']
      : []),
    ...(report.selected === undefined
      ? []
      : [`only ${report.selected.length} clauses were asked for: run without --only`]),
    ...(report.budget.requests < BUDGETS.standard
      ? [
          `a budget of ${report.budget.name} does not visit every boundary: run with --budget standard or more`,
        ]
      : []),
    ...NOT_PASSED.flatMap(([open, says]) => {
      const slugs = musts.filter((clause) => clause.verdict === open).map(({ slug }) => slug);
      return slugs.length === 0 ? [] : [`${slugs.join(', ')} ${says}`];
    }),
    ...(complaints.length === 0
      ? []
      : [
          `its evidence does not support it: verify has ${complaints.length} complaints; the first is: ${complaints[0]}`,
        ]),
    ...(verdict === undefined || verdict === 'conformant' ? [] : [`its verdict is ${verdict}`]),
  ];
}

/** Whether the report has everything that a certificate states. */
export function isCertifiable(report: RunResult): report is Certifiable {
  return (
    report.implementation !== undefined && report.evidence !== undefined && report.clauseSet !== undefined
  );
}
