/** A matrix on a terminal: the deployments with their verdicts, and the clauses in which they differ. */
import type { Language } from '../../contract/catalogue.ts';
import { visible } from '../visible.ts';
import { WORDS } from '../words.ts';
import type { Matrix } from './matrix.ts';
import { MATRIX_SENTENCES } from './matrix-words.ts';

/** Returns the lines. @param language of the sentences; verdicts are as in the JSON */
export function matrixLines(
  { deployments, clauses, differentConditions }: Matrix,
  language: Language = 'en',
): readonly string[] {
  const differing = clauses.filter(({ differs }) => differs);
  const width = Math.max(0, ...differing.map(({ slug }) => slug.length));
  return [
    ...deployments.map(({ name, verdict, seed, budget }, place) => {
      return `${letterOf(place)}  ${verdict.padEnd('nonconformant'.length)}  ${visible(name)} (seed ${seed}, budget ${visible(budget.name)})`;
    }),
    '',
    ...(differentConditions.length === 0
      ? []
      : [MATRIX_SENTENCES.differentConditions(differentConditions)[language], '']),
    ...differing.map(({ slug, cells }) => {
      const verdicts = cells
        .map((cell, place) => `${letterOf(place)} ${cell?.verdict ?? WORDS.notJudged[language]}`)
        .join('  ');
      return `${slug.padEnd(width)}  ${verdicts}`;
    }),
    ...(differing.length === 0 ? [] : ['']),
    MATRIX_SENTENCES.differ(differing.length, clauses.length, deployments.length)[language],
  ];
}

/** Returns the short name of a column: A, B, … Z, AA, AB, … */
export function letterOf(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last;
}
