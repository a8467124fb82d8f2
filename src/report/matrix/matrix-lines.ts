/** A matrix in lines for a terminal: the deployments with their verdicts, and the clauses in which they differ. */
import { visible } from '../visible.ts';
import type { Condition, Matrix, MatrixCell } from './matrix.ts';

export const UNLIKE: Readonly<Record<Condition, string>> = {
  suite: 'versions of the suite',
  contract: 'contracts',
  catalogue: 'catalogues of clauses',
  budget: 'budgets',
  selection: 'selections of clauses',
};

export function matrixLines({ deployments, clauses, unlike }: Matrix): readonly string[] {
  const differing = clauses.filter(({ differs }) => differs);
  const width = Math.max(0, ...differing.map(({ slug }) => slug.length));
  return [
    ...deployments.map(({ name, verdict, seed, budget }, place) => {
      return `${letterOf(place)}  ${verdict.padEnd('nonconformant'.length)}  ${visible(name)} (seed ${seed}, budget ${visible(budget.name)})`;
    }),
    '',
    ...(unlike.length === 0
      ? []
      : [`not judged alike: different ${unlike.map((condition) => UNLIKE[condition]).join(', ')}`, '']),
    ...differing.map(({ slug, cells }) => {
      const told = cells.map((cell, place) => `${letterOf(place)} ${wordOf(cell)}`).join('  ');
      return `${slug.padEnd(width)}  ${told}`;
    }),
    ...(differing.length === 0 ? [] : ['']),
    `${differing.length} of ${clauses.length} clauses differ among ${deployments.length} deployments`,
  ];
}

/** A, B, … Z, AA, AB, …: short names for columns. */
export function letterOf(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letterOf(Math.floor(place / 26) - 1) + last;
}

function wordOf(cell: MatrixCell | null): string {
  return cell === null ? 'not judged' : cell.verdict;
}
