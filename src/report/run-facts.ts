/** What a run was of, and what makes it repeatable: the lines that head a report on a terminal and close a summary. */
import type { Wording } from '../contract/catalogue.ts';
import type { RunResult } from '../result/result.ts';
import { implementationLine } from './named.ts';
import { SENTENCES } from './sentences.ts';
import { WORDS } from './words.ts';

/** The texts may hold what a deployment or its vendor says, not made visible. */
export interface RunFact {
  readonly label: Wording;
  readonly text: Wording;
}

/** Facts of a run, a line each; those that it has nothing to say of are left out. */
export function runFacts(result: RunResult): readonly RunFact[] {
  const { target, implementation, contract, clauseSet, challenge, seed, budget } = result;
  const { requests, milliseconds, instances, noise, coverage } = result;
  const held = instances.map(({ id, total }) => [id, SENTENCES.backups(total)] as const);
  const heldIn = (language: keyof Wording) =>
    held.map(([id, backups]) => `${id} (${backups[language]})`).join(', ');
  const { covered, possible } = coverage.pairs;
  const facts: readonly (readonly [label: Wording, text: Wording | string | undefined])[] = [
    [WORDS.product, implementation && implementationLine(implementation)],
    [WORDS.target, target],
    [WORDS.instances, held.length > 0 ? { en: heldIn('en'), zh: heldIn('zh') } : undefined],
    [WORDS.contract, contract.digest],
    [WORDS.clauseSet, clauseSet && SENTENCES.setOf(clauseSet.version, clauseSet.released)],
    [WORDS.challenge, challenge],
    [WORDS.run, SENTENCES.ran(requests, (milliseconds / 1000).toFixed(1), seed, budget.name)],
    [WORDS.coverage, SENTENCES.covered(coverage.boundaries.length, covered, possible)],
    [WORDS.noise, noiseMet(noise)],
  ];
  return facts.flatMap(([label, text]) => {
    if (text === undefined) return [];
    return [{ label, text: typeof text === 'string' ? { en: text, zh: text } : text }];
  });
}

/** What was retried, and how often; undefined where nothing was. */
export function noiseMet(noise: RunResult['noise']): Wording | undefined {
  const met = Object.entries(noise).filter(([, count]) => count > 0);
  return met.length === 0
    ? undefined
    : SENTENCES.retried(met.map(([kind, count]) => `${kind} × ${count}`).join(', '));
}
