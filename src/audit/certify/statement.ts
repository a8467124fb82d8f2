/** The content of a certificate: an in-toto Statement with the test-result predicate and lists of our own. */
import { hexOf, sha256 } from '../../contract/digest.ts';
import type { ClauseVerdict, RunResult } from '../../result/result.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/** Name of the subject that has the digest of the evidence. */
export const EVIDENCE_SUBJECT = 'evidence';

/** A resource with its digest, as in-toto's ResourceDescriptor and Subject. */
export interface Resource {
  readonly name: string;
  readonly digest?: { readonly sha256: string };
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  /** The product, with the digest of its report; and the evidence, with its root. */
  readonly subject: readonly (Resource & Required<Pick<Resource, 'digest'>>)[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: TestResult;
}

/** The properties of the predicate, and our own, which a consumer may ignore. */
export interface TestResult {
  readonly result: 'PASSED' | 'WARNED';
  readonly configuration: readonly Resource[];
  /** URL of the product, as its vendor states it. */
  readonly url: string;
  readonly passedTests: readonly string[];
  readonly warnedTests: readonly string[];
  readonly failedTests: readonly string[];
  /** SHOULD and OBSERVE clauses only: every MUST clause has passed. */
  readonly inconclusiveTests: readonly string[];
  readonly unexercisedTests: readonly string[];
  readonly unscoredTests: readonly string[];
  readonly observed: readonly { readonly test: string; readonly observation: string }[];
  readonly implementation: NonNullable<RunResult['implementation']>;
  readonly target: string;
  readonly startedAt: string;
  readonly challenge?: string;
}

/** A report that may be certified; the conditions have been checked. */
export type Certifiable = RunResult & Required<Pick<RunResult, 'implementation' | 'evidence' | 'clauseSet'>>;

/** Returns the statement about a report. @param reportBytes of conformance.json, as on disk */
export function statementOf(report: Certifiable, reportBytes: Uint8Array): Statement {
  const { implementation, evidence, clauseSet, contract, suite, seed, budget, challenge, clauses } = report;
  const of = (...verdicts: readonly ClauseVerdict[]) =>
    clauses.filter(({ verdict }) => verdicts.includes(verdict)).map(({ slug }) => slug);
  const warned = of('warn');
  return {
    _type: STATEMENT_TYPE,
    subject: [
      {
        name: `${implementation.product} ${implementation.version}`,
        digest: { sha256: sha256(reportBytes) },
      },
      { name: EVIDENCE_SUBJECT, digest: { sha256: hexOf(evidence.root) } },
    ],
    predicateType: PREDICATE_TYPE,
    predicate: {
      result: warned.length > 0 ? 'WARNED' : 'PASSED',
      configuration: [
        { name: suite.name, annotations: { version: suite.version } },
        { name: 'contract', digest: { sha256: hexOf(contract.digest) } },
        { name: 'catalogue', digest: { sha256: hexOf(contract.catalogue) } },
        {
          name: 'clauses',
          digest: { sha256: hexOf(clauseSet.digest) },
          annotations: { version: clauseSet.version, released: clauseSet.released },
        },
        { name: 'run', annotations: { seed, budget: budget.name, requests: report.requests } },
      ],
      url: implementation.url,
      passedTests: of('pass'),
      warnedTests: warned,
      failedTests: of('fail'),
      inconclusiveTests: of('inconclusive'),
      unexercisedTests: of('not-exercised', 'not-applicable'),
      unscoredTests: of('not-scored'),
      observed: clauses.flatMap(({ slug, observation }) =>
        observation === undefined ? [] : [{ test: slug, observation }],
      ),
      implementation,
      target: report.target,
      startedAt: report.startedAt,
      ...(challenge === undefined ? {} : { challenge }),
    },
  };
}
