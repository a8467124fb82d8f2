/**
 * Names the known fault whose signature is nearest to what a failing run shows (naive Bayes). A clause, rule or trait
 * has more weight if fewer faults show it. Clauses that the run did not judge are left out. If no signature is near,
 * no fault is named: no diagnosis is better than a wrong one.
 */
import type { Contract } from '../contract/contract.ts';
import { faults } from '../reference/registry.ts';
import type { Diagnosis, RunResult } from '../result/result.ts';
import { readSignatures, type Signature, summed } from './signatures.ts';
import { type Symptoms, symptomsOf } from './symptoms.ts';
import { isRule } from './traits.ts';

/** The average of all faults counts as so many further runs of each fault: it may do what its few runs did not show. */
const AVERAGE_RUNS = 0.3;
/** The same for the traits of the runs that broke a clause. */
const AVERAGE_BROKEN_RUNS = 0.5;
/** The traits of one counterexample depend on each other, so each of them, except the rule, has half the weight. */
const TRAIT_WEIGHT = 0.5;
/** A clause that a fault always breaks holds on other deployments with at least this probability. */
const LEAST_HELD = 0.01;
/** Two faults are told apart if one is at least so many times as likely as the other. */
const TOLD_APART = 2.5;
/** If more faults than this cannot be told apart, none is named. */
const MOST_ALIKE = 5;
/** The share of `of` that a named fault explains at least. */
const LEAST_EXPLAINED = 2 / 3;
/** The least certainty of a named fault. */
const LEAST_CERTAINTY = 0.3;
/** The probability of an unknown fault before anything is seen, relative to all known faults together. */
const UNKNOWN_FAULT = 0.1;

interface Candidate {
  readonly slug: string;
  readonly signature: Signature;
  /** Natural logarithm of the probability of what the run shows. */
  readonly likelihood: number;
}

/** Returns the result with a diagnosis; unchanged if no known fault is near. Takes milliseconds. */
export function diagnosed(contract: Contract, result: RunResult): RunResult {
  const diagnosis = diagnose(symptomsOf(contract.operation, result), readSignatures());
  return diagnosis === undefined ? result : { ...result, diagnosis: [diagnosis] };
}

/** Returns the nearest known fault; undefined if none is near, or too many are equally near. */
export function diagnose(
  symptoms: Symptoms,
  signatures: ReadonlyMap<string, Signature>,
): Diagnosis | undefined {
  if ([...symptoms.values()].every((traits) => traits.length === 0)) return undefined;
  const all = summed([...signatures.values()]);
  const candidates = [...signatures]
    .map(([slug, signature]) => ({ slug, signature, likelihood: likelihoodOf(symptoms, signature, all) }))
    .sort((one, other) => other.likelihood - one.likelihood);
  const [first] = candidates;
  if (first === undefined) return undefined;
  const near = candidates.filter(({ likelihood }) => first.likelihood - likelihood < Math.log(TOLD_APART));
  const explanation = explanationOf(symptoms, first.signature);
  const certainty = certaintyOf(near, candidates, likelihoodOf(symptoms, new Map(), all));
  if (
    near.length > MOST_ALIKE ||
    certainty < LEAST_CERTAINTY ||
    explanation.explained < LEAST_EXPLAINED * explanation.of
  )
    return undefined;
  const description = faults.find(({ slug }) => slug === first.slug)?.description ?? '';
  const alike = near.slice(1).map(({ slug }) => slug);
  return { fault: first.slug, description, certainty, ...explanation, alike };
}

/**
 * Returns the natural logarithm of the probability that a deployment with this signature shows these symptoms. An empty
 * signature is that of an unknown fault.
 * @param all the sum of all signatures
 */
function likelihoodOf(symptoms: Symptoms, signature: Signature, all: Signature): number {
  let sum = 0;
  for (const [slug, traits] of symptoms) {
    const { judged = 0, broken = 0, traits: seen } = signature.get(slug) ?? {};
    const every = all.get(slug);
    // The constants keep what was never seen from being impossible.
    const usual = ((every?.broken ?? 0) + 0.5) / ((every?.judged ?? 0) + 20);
    const breaks = (broken + AVERAGE_RUNS * usual) / (judged + AVERAGE_RUNS);
    if (traits.length === 0) {
      sum += Math.log(Math.max(1 - breaks, LEAST_HELD));
      continue;
    }
    sum += Math.log(breaks);
    for (const trait of traits) {
      const common = ((every?.traits.get(trait) ?? 0) + 0.1) / ((every?.broken ?? 0) + 2);
      const shows = ((seen?.get(trait) ?? 0) + AVERAGE_BROKEN_RUNS * common) / (broken + AVERAGE_BROKEN_RUNS);
      sum += (isRule(trait) ? 1 : TRAIT_WEIGHT) * Math.log(Math.min(1, shows));
    }
  }
  return sum;
}

/** Returns the probability that the deployment has one of the near faults, and no other one, known or unknown. */
function certaintyOf(near: readonly Candidate[], candidates: readonly Candidate[], unknown: number): number {
  const [first] = candidates;
  const weight = (likelihood: number) => Math.exp(likelihood - (first?.likelihood ?? 0));
  const sum = (some: readonly Candidate[]) =>
    some.reduce((total, { likelihood }) => total + weight(likelihood), 0);
  const certainty = sum(near) / (sum(candidates) + UNKNOWN_FAULT * candidates.length * weight(unknown));
  return Math.round(certainty * 100) / 100;
}

/**
 * Returns what a fault explains. It has to explain the clauses that are broken, and those that held although it always
 * breaks them. It explains a broken clause if it breaks that clause by the same rule.
 */
function explanationOf(
  symptoms: Symptoms,
  signature: Signature,
): Pick<Diagnosis, 'explained' | 'of' | 'clauses'> {
  const broken = [...symptoms].filter(([, traits]) => traits.length > 0);
  const clauses = broken
    .filter(([slug, traits]) =>
      traits.some((trait) => isRule(trait) && signature.get(slug)?.traits.has(trait)),
    )
    .map(([slug]) => slug);
  const held = [...symptoms].filter(([slug, traits]) => {
    const { judged = 0, broken: always = 0 } = signature.get(slug) ?? {};
    return traits.length === 0 && judged > 0 && always === judged;
  });
  return { explained: clauses.length, of: broken.length + held.length, clauses };
}
