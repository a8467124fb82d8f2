/** What the matrix proves, and what it does not: the complaints that make `prove` fail. */
import type { CatalogueEntry } from '../contract/catalogue.ts';
import { variantOf } from '../reference/registry.ts';
import type { JobResult } from './job.ts';

/** The shape of `proof.json`, which reports/proof.schema.json publishes. */
export interface Proof {
  readonly suite: { readonly name: string; readonly version: string };
  readonly contract: { readonly digest: string; readonly catalogue: string };
  readonly budget: string;
  readonly seeds: readonly number[];
  /** The subjects that were asked for, where those are not all: nothing is then said of clauses without a fault. */
  readonly only?: readonly string[];
  readonly verdict: 'holds' | 'broken';
  /** One line each; the proof holds exactly when there is none. */
  readonly complaints: readonly string[];
  /** For each clause the faults that it alone caught in some seed. */
  readonly own: Readonly<Record<string, readonly string[]>>;
  /** Subjects judged at the same time. */
  readonly workers: number;
  readonly milliseconds: number;
  /** By seed, then faults before variants, each in the order of its registry. */
  readonly results: readonly JobResult[];
}

/** Clauses that can fail or warn and cannot have a fault of their own, and why not. */
export const WITHOUT_OWN_FAULT: Readonly<Record<string, string>> = {
  'errors.v3-names':
    'Names of version 1 are conformant, and only warned about: the variant v1-error-names shows it.',
  'filters.invalid-parameter':
    'Other clauses have every constraint of the published contract; tests hold it against edited documents.',
};

/** Fails along with any clause that has a constraint of the query, so that it leaves the fault to that clause. */
const GENERAL = 'errors.status';

/**
 * Weighs the results: every fault is caught, by a clause that is named for it; every MUST clause alone catches
 * something; no conformant variant draws a failure, or a warning that is not expected of it, and none whose data
 * and answers stand still leaves a clause undecided.
 */
export function weigh(
  results: readonly JobResult[],
  entries: readonly CatalogueEntry[],
): Pick<Proof, 'complaints' | 'own'> {
  const own = ownFaults(results);
  return {
    own,
    complaints: [
      ...results.filter(({ job }) => job.kind === 'fault').flatMap(complaintAboutFault),
      ...results.filter(({ job }) => job.kind === 'variant').flatMap(complaintAboutVariant),
      ...entries
        .filter(
          ({ level, slug }) =>
            level === 'MUST' && own[slug] === undefined && WITHOUT_OWN_FAULT[slug] === undefined,
        )
        .map(({ slug }) => `${slug} catches no fault that is only its own`),
    ],
  };
}

function complaintAboutFault({ job, catches, named, undecided }: JobResult): readonly string[] {
  const caught = catches.map(({ slug }) => slug);
  if (named.some((slug) => caught.includes(slug))) return [];
  const at = `fault ${job.slug}, seed ${job.seed}`;
  const doubts = undecided.length === 0 ? '' : ` (undecided: ${undecided.join(', ')})`;
  if (caught.length === 0) return [`${at}: survives; ${named.join(' or ')} should catch it${doubts}`];
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
    ...(doubts ? [`${at}: undecided, though nothing moves: ${undecided.join(', ')}`] : []),
  ];
}

function ownFaults(results: readonly JobResult[]): Readonly<Record<string, readonly string[]>> {
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
