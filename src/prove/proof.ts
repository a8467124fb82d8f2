/** What the runs prove, and the complaints where they do not. */
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { variantOf } from '../reference/registry.ts';
import type { JobResult } from './job.ts';

/** The shape of `proof.json`, which reports/proof.schema.json publishes. */
export interface Proof {
  readonly suite: { readonly name: string; readonly version: string };
  readonly contract: { readonly digest: string; readonly catalogue: string };
  readonly budget: string;
  readonly seeds: readonly number[];
  /** Slugs of the faults and variants that were tried, where those are not all: nothing is then said of clauses without a fault. */
  readonly only?: readonly string[];
  readonly verdict: 'holds' | 'broken';
  /** One line each; the proof holds exactly when there is none. */
  readonly complaints: readonly string[];
  /** By clause: the faults that it alone failed for in some seed. */
  readonly caughtAlone: Readonly<Record<string, readonly string[]>>;
  /** Deployments judged at the same time. */
  readonly workers: number;
  readonly milliseconds: number;
  /** By seed, then faults before variants, each in the order of its registry. */
  readonly results: readonly JobResult[];
}

/** Clauses that can fail or warn and cannot have a fault that they alone catch, and why not. */
export const WITHOUT_FAULT: Readonly<Record<string, string>> = {
  'errors.v3-names':
    'Names of version 1 are conformant and only draw a warning: the variant v1-error-names shows it.',
  'filters.invalid-parameter':
    'Other clauses have every constraint of the published contract; tests hold it against edited documents.',
};

/** Fails along with any clause that has a constraint of the query, so that it leaves the fault to that clause. */
const GENERAL = 'errors.status';

/**
 * Returns the complaints about the results. There is none where a clause that is named for it catches every fault;
 * every MUST clause catches some fault alone; no conformant variant draws a failure, or a warning that is not expected
 * of it; and none whose data and answers do not change leaves a clause undecided.
 */
export function evaluate(
  results: readonly JobResult[],
  entries: readonly CatalogueEntry[],
): Pick<Proof, 'complaints' | 'caughtAlone'> {
  const caughtAlone = faultsCaughtAlone(results);
  return {
    caughtAlone,
    complaints: [
      ...results.filter(({ job }) => job.kind === 'fault').flatMap(complaintAboutFault),
      ...results.filter(({ job }) => job.kind === 'variant').flatMap(complaintAboutVariant),
      ...entries
        .filter(
          ({ level, slug }) =>
            level === 'MUST' && caughtAlone[slug] === undefined && WITHOUT_FAULT[slug] === undefined,
        )
        .map(({ slug }) => `${slug} catches no fault alone`),
    ],
  };
}

function complaintAboutFault({ job, catches, named, undecided }: JobResult): readonly string[] {
  const caught = catches.map(({ slug }) => slug);
  if (named.some((slug) => caught.includes(slug))) return [];
  const at = `fault ${job.slug}, seed ${job.seed}`;
  const doubts = undecided.length === 0 ? '' : ` (undecided: ${undecided.join(', ')})`;
  if (caught.length === 0) return [`${at}: is not caught; ${named.join(' or ')} should catch it${doubts}`];
  return [
    `${at}: caught only by ${caught.join(', ')}, which are not named for it; ${named.join(' or ')} should catch it${doubts}`,
  ];
}

function complaintAboutVariant({ job, catches, undecided }: JobResult): readonly string[] {
  const { warned = [], middleware } = variantOf(job.slug);
  const at = `conformant variant ${job.slug}, seed ${job.seed}`;
  const doubts = middleware === undefined && undecided.length > 0;
  return [
    ...catches
      .filter(({ slug, verdict }) => verdict === 'fail' || !warned.includes(slug))
      .map(({ slug, verdict, detail }) => `${at}: ${slug} ${verdict}s: ${detail}`),
    ...warned
      .filter((slug) => !catches.some((each) => each.slug === slug))
      .map((slug) => `${at}: ${slug} should warn, and does not`),
    ...(doubts ? [`${at}: undecided, though nothing changes: ${undecided.join(', ')}`] : []),
  ];
}

function faultsCaughtAlone(results: readonly JobResult[]): Readonly<Record<string, readonly string[]>> {
  const own: Record<string, string[]> = {};
  for (const { job, catches } of results) {
    const failed = catches.filter(({ verdict }) => verdict === 'fail');
    const specific = failed.filter(({ slug }) => slug !== GENERAL);
    const [only, ...others] = specific.length > 0 ? specific : failed;
    if (job.kind !== 'fault' || only === undefined || others.length > 0) continue;
    own[only.slug] = [...new Set([...(own[only.slug] ?? []), job.slug])];
  }
  return own;
}
