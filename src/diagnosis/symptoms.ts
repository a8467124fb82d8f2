/** What a run shows of a deployment: for each clause, that it held, or the traits of its counterexample. */
import type { ListOperation } from '../contract/operation.ts';
import type { ClauseResult, RunResult } from '../result/result.ts';
import { traitsOf } from './traits.ts';

/** By slug of the clause. The list of traits is empty if the clause held. Clauses without a decision are left out. */
export type Symptoms = ReadonlyMap<string, readonly string[]>;

/** Returns the symptoms of the run that gave this result. @param onStep called before each clause is read */
export function symptomsOf(
  operation: ListOperation,
  { clauses, instances, settings }: Pick<RunResult, 'clauses' | 'instances' | 'settings'>,
  onStep: () => void = () => {},
): Symptoms {
  const ids = [...(settings?.instances ?? []), ...instances.map(({ id }) => id)];
  return new Map(
    clauses.flatMap((clause) => {
      onStep();
      return symptomOf(clause, operation, ids);
    }),
  );
}

function symptomOf(
  { slug, verdict, counterexample }: ClauseResult,
  operation: ListOperation,
  instances: readonly string[],
): readonly (readonly [string, readonly string[]])[] {
  if (verdict === 'pass') return [[slug, []]];
  if ((verdict !== 'fail' && verdict !== 'warn') || counterexample === undefined) return [];
  return [[slug, traitsOf(counterexample, operation, instances)]];
}
