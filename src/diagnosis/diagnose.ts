/**
 * Names the known fault whose signature is nearest to what a failing run shows. If no signature is near, no fault is
 * named: no diagnosis is better than a wrong one.
 */
import type { Contract } from '../contract/contract.ts';
import { faults } from '../reference/registry.ts';
import type { Diagnosis, RunResult } from '../result/result.ts';
import { commonFeature } from './common-feature.ts';
import { logLikelihood, SAME_FAULT, SIMILAR_FAULT, type Tolerance } from './likelihood.ts';
import { readSignatures, type Signature, signatureOf, sumOfRecords } from './signatures.ts';
import { type Symptoms, symptomsOf } from './symptoms.ts';
import { isRule } from './traits.ts';

/** Faults are not told apart as long as those before them have less than this share of the probability, */
const SHARE_OF_ALIKE = 0.9;
/** and as long as the first is less than so many times as likely. */
const TOLD_APART = 20;
/** So many faults are named together at most. */
const MOST_ALIKE = 4;
/** A clause that held although the fault always breaks it counts as so many: it speaks more against the fault than one broken. */
const HELD_COUNTS = 2;
/** The share of what it has to explain that a named fault explains at least. */
const LEAST_EXPLAINED = 0.66;
/** The least certainty of a named fault. */
const LEAST_CERTAINTY = 0.6;
/** The probability of an unknown similar fault before anything is seen, relative to the known one that it is similar to. */
const UNKNOWN_SIMILAR = 0.3;
/** The probability of a fault like no other before anything is seen, relative to all known faults together. */
const UNKNOWN_OTHER = 0.1;
/** Milliseconds. A diagnosis usually takes about a tenth of this; what takes longer is given up. */
const LONGEST = 2000;

interface Candidate {
  readonly slug: string;
  readonly signature: Signature;
  /** Natural logarithms of the probability of what the run shows, under this fault and under an unknown similar one. */
  readonly same: number;
  readonly similar: number;
}

/**
 * Returns the result with the nearest known fault, and with what the violations have in common; without them if there is none.
 * @param clock milliseconds
 * @throws Error if it takes too long
 */
export function diagnosed(
  contract: Contract,
  result: RunResult,
  clock: () => number = () => performance.now(),
): RunResult {
  const end = clock() + LONGEST;
  const onStep = () => {
    if (clock() > end) throw new Error(`it takes longer than ${LONGEST / 1000} seconds`);
  };
  const symptoms = symptomsOf(contract.operation, result, onStep);
  const diagnosis = diagnose(symptoms, readSignatures(), onStep);
  const common = commonFeature(contract, result);
  return {
    ...result,
    ...(diagnosis === undefined ? {} : { diagnosis: [diagnosis] }),
    ...(common === undefined ? {} : { common }),
  };
}

/**
 * Returns the nearest known fault; undefined if none is near, or too many are equally near.
 * @param onStep called before each signature is compared
 */
export function diagnose(
  shown: Symptoms,
  signatures: ReadonlyMap<string, Signature>,
  onStep: () => void = () => {},
): Diagnosis | undefined {
  const average = sumOfRecords(signatures.values());
  // Clauses that are newer than the signatures say nothing.
  const symptoms: Symptoms = new Map([...shown].filter(([slug]) => average.has(slug)));
  if ([...symptoms.values()].every((traits) => traits.length === 0)) return undefined;
  const likelihood = (signature: Signature, tolerance: Tolerance) =>
    logLikelihood(symptoms, signature, average, tolerance);
  const candidates = [...signatures]
    .map(([slug, signature]): Candidate => {
      onStep();
      const [same, similar] = [likelihood(signature, SAME_FAULT), likelihood(signature, SIMILAR_FAULT)];
      return { slug, signature, same, similar };
    })
    .sort((one, other) => other.same - one.same);
  const [first] = candidates;
  if (first === undefined) return undefined;
  const near = nearest(candidates);
  const { share, ...explanation } = explanationOf(symptoms, first.signature);
  const probability = probabilityOf(near, candidates, likelihood(signatureOf([]), SAME_FAULT));
  const certainty = Math.round(100 * probability * share) / 100;
  if (certainty < LEAST_CERTAINTY || share < LEAST_EXPLAINED) return undefined;
  const description = faults.find(({ slug }) => slug === first.slug)?.description ?? first.slug;
  const alike = near.slice(1).map(({ slug }) => slug);
  return { fault: first.slug, description, certainty, ...explanation, alike };
}

/** Returns the first candidates, which the run does not tell apart. @param candidates the most likely one first */
function nearest(candidates: readonly Candidate[]): readonly Candidate[] {
  const most = candidates[0]?.same ?? 0;
  const weights = candidates.map(({ same }) => Math.exp(same - most));
  const due = SHARE_OF_ALIKE * sumOf(weights);
  const isNear = (weight: number, place: number) =>
    place === 0 || (sumOf(weights.slice(0, place)) < due && weight * TOLD_APART >= 1);
  const end = weights.slice(0, MOST_ALIKE).findIndex((weight, place) => !isNear(weight, place));
  return candidates.slice(0, end < 0 ? MOST_ALIKE : end);
}

/**
 * Returns the probability that the deployment has one of the near faults, and not another known fault, nor an unknown
 * one, similar to a known fault or not.
 * @param other natural logarithm of the probability of what the run shows under a fault like no other
 */
function probabilityOf(near: readonly Candidate[], candidates: readonly Candidate[], other: number): number {
  const most = near[0]?.same ?? 0;
  const weight = (likelihood: number) => Math.exp(likelihood - most);
  const known = sumOf(candidates.map(({ same }) => weight(same)));
  const similar = UNKNOWN_SIMILAR * sumOf(candidates.map((one) => weight(one.similar)));
  const unlike = UNKNOWN_OTHER * candidates.length * weight(other);
  return sumOf(near.map(({ same }) => weight(same))) / (known + similar + unlike);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/**
 * Returns what a fault explains. It has to explain the clauses that are broken, and those that held although it always
 * breaks them. It explains a broken clause if it breaks that clause by the same rule. A clause that no run of the
 * signature judged is left out.
 */
function explanationOf(
  symptoms: Symptoms,
  { all }: Signature,
): Pick<Diagnosis, 'explained' | 'of' | 'clauses'> & { readonly share: number } {
  const known = [...symptoms].filter(([slug]) => all.has(slug));
  const broken = known.filter(([, traits]) => traits.length > 0);
  const clauses = broken
    .filter(([slug, traits]) => traits.some((trait) => isRule(trait) && all.get(slug)?.traits.has(trait)))
    .map(([slug]) => slug);
  const held = known.filter(([slug, traits]) => {
    const { judged = 0, broken: always = 0 } = all.get(slug) ?? {};
    return traits.length === 0 && always === judged;
  });
  const share = clauses.length / (broken.length + HELD_COUNTS * held.length);
  return { explained: clauses.length, of: broken.length + held.length, clauses, share };
}
