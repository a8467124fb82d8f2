/** What keeps a report from being certified, a line each that says what to do. */

import { BUDGETS } from '../../config/budget.ts';
import type { ClauseVerdict, RunResult } from '../../result/result.ts';
import type { Verification } from '../verify/verify.ts';
import type { Certifiable } from './statement.ts';

/** How a MUST clause may stand that did not pass, and what to do about it. */
const OPEN: readonly (readonly [verdict: ClauseVerdict, says: string])[] = [
  ['fail', 'failed: mend the deployment'],
  ['waived', 'waived: a waiver is no pass; mend the deployment'],
  ['inconclusive', 'could not be decided: run again, on data that stands still'],
  ['not-exercised', 'not exercised: supply the data that the report asks for'],
  ['not-applicable', 'not judged without a credential: configure one'],
  ['not-implemented', 'not implemented by this suite: use a version that has it'],
];

/** Why no certificate can be issued; none where one can. */
export function reasonsAgainst(report: RunResult, { complaints, verdict }: Verification): readonly string[] {
  const musts = report.clauses.filter(({ level }) => level === 'MUST');
  return [
    ...(report.implementation === undefined
      ? ['nobody stands behind it: give the implementation block in the configuration file of the run']
      : []),
    ...(report.clauseSet === undefined ? ['the report does not say by which clause set it is scored'] : []),
    ...(report.settings?.embedded === true
      ? ['the embedded reference deployment was judged: name a deployment with --target']
      : []),
    ...(report.selected === undefined
      ? []
      : [`only ${report.selected.length} clauses were asked for: run without --only`]),
    ...(report.budget.requests < BUDGETS.standard
      ? [`a budget of ${report.budget.name} leaves boundaries unvisited: run with --budget standard or more`]
      : []),
    ...OPEN.flatMap(([open, says]) => {
      const slugs = musts.filter((clause) => clause.verdict === open).map(({ slug }) => slug);
      return slugs.length === 0 ? [] : [`${slugs.join(', ')} ${says}`];
    }),
    ...(complaints.length === 0
      ? []
      : [
          `its evidence does not support it: verify tells of ${complaints.length} complaints, the first ${complaints[0]}`,
        ]),
    ...(verdict === undefined || verdict === 'conformant' ? [] : [`its verdict is ${verdict}`]),
  ];
}

/** Whether all that a certificate speaks of is there; the conditions have been looked at before. */
export function isCertifiable(report: RunResult): report is Certifiable {
  return (
    report.implementation !== undefined && report.evidence !== undefined && report.clauseSet !== undefined
  );
}
