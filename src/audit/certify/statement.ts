/** What a certificate says: an in-toto Statement with the test-result predicate, our own lists beside it. */
import { hexOf, sha256 } from '../../contract/digest.ts';
import type { ClauseVerdict, RunResult } from '../../result/result.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

/** Names the digest of the evidence among the subjects. */
export const EVIDENCE_SUBJECT = 'evidence';

/** A thing by its digest, as in-toto's ResourceDescriptor and Subject are. */
export interface Resource {
  readonly name: string;
  readonly digest?: { readonly sha256: string };
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  /** The product, by the digest of its report; and the evidence, by its root. */
  readonly subject: readonly (Resource & Required<Pick<Resource, 'digest'>>)[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: TestResult;
}

/** The predicate's own properties, and those that a consumer of it may pass over. */
export interface TestResult {
  readonly result: 'PASSED' | 'WARNED';
  readonly configuration: readonly Resource[];
  /** The product's, as its vendor states it. */
  readonly url: string;
  readonly passedTests: readonly string[];
  readonly warnedTests: readonly string[];
  readonly failedTests: readonly string[];
  /** SHOULD and OBSERVE clauses alone: of the MUST clauses every one has passed. */
  readonly inconclusiveTests: readonly string[];
  readonly unexercisedTests: readonly string[];
  readonly unscoredTests: readonly string[];
  readonly observed: readonly { readonly test: string; readonly observation: string }[];
  readonly implementation: NonNullable<RunResult['implementation']>;
  readonly target: string;
  readonly startedAt: string;
  readonly challenge?: string;
}

/** A report that may be certified: what the conditions have made sure of. */
export type Certifiable = RunResult & Required<Pick<RunResult, 'implementation' | 'evidence' | 'clauseSet'>>;

/** @param reportBytes of conformance.json, as it stands on disk */
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
