/** The measurement as a page of docs/. */
import type { Mutant } from './instrument.ts';
import type { Logged } from './log.ts';
import type { Measured } from './measure.ts';
import { type Classified, REASONS } from './survivors.ts';

export interface Measurement {
  readonly mutants: readonly Mutant[];
  readonly results: ReadonlyMap<string, Logged>;
  readonly survivors: ReadonlyMap<string, Classified>;
  /** The day of the page, such as 2026-11-30. */
  readonly day: string;
}

const COLUMNS = ['mutants', 'observable', 'caught', 'allowed', 'inconclusive', 'unexplained'] as const;
type Column = (typeof COLUMNS)[number];
type Counts = Readonly<Record<Column, number>>;

/** Returns which columns a mutant counts in. */
export function columnsOf(
  { name }: Pick<Mutant, 'name'>,
  {
    results,
    survivors,
  }: { readonly results: ReadonlyMap<string, Measured> } & Pick<Measurement, 'survivors'>,
): readonly Column[] {
  const fate = results.get(name)?.fate;
  if (fate === undefined || fate.kind === 'same') return ['mutants'];
  if (fate.kind === 'caught') return ['mutants', 'observable', 'caught'];
  const reason = fate.kind === 'survived' ? survivors.get(name)?.reason : undefined;
  const isUndecided =
    fate.kind === 'survived' && fate.verdicts.every((verdict) => verdict === 'inconclusive');
  if (reason === 'free') return ['mutants', 'observable', 'allowed'];
  if (reason === 'unreadable' && isUndecided) return ['mutants', 'observable', 'inconclusive'];
  return ['mutants', 'observable', 'unexplained'];
}

/** Returns the page as Markdown. */
export function pageOf(measurement: Measurement): string {
  const { mutants, survivors, results, day } = measurement;
  const measured = mutants.filter(({ name }) => results.has(name));
  const count = (some: readonly Mutant[]) => countsOf(some, measurement);
  const byFile = groupsOf(measured, ({ file }) => `\`src/${file}\``);
  const byMutator = groupsOf(measured, ({ mutator }) => mutator);
  const unexplained = measured.filter((mutant) => columnsOf(mutant, measurement).includes('unexplained'));
  const told = groupsOf(
    measured.filter(({ name }) => survivors.has(name) && isSurvivor(results.get(name))),
    ({ name }) => survivors.get(name)?.says ?? '',
  );
  return `# Mutants of the reference deployment

Written by \`bench/mutants/run.ts\`; do not edit.

    npx tsx bench/mutants/run.ts --keep --page docs/mutants.md

Nobody chose these faults: StrykerJS's instrumenter makes them of the pipeline of the reference deployment, and of its own copy of what reads times and queries. Each mutant is first compared with the plain deployment by many requests that know the data and the code (valid queries, invalid ones, edited ones, two edits at once; several sets of data). One that answers any of them otherwise is *observable*. The suite then judges it in process with the standard budget and seed 1; what it does not tell is judged with seeds 2 and 3 too. *Caught* means that a clause failed or warned. Survivors are explained one by one in \`bench/mutants/survivors.yaml\`: *allowed* is another conformant way to behave, *inconclusive* a deployment that answers nothing that could be judged, *unexplained* everything else. With \`--keep\` a mutant that was caught or explained at an earlier commit is not measured again.

${measured.length === mutants.length ? '' : `A part only: ${measured.length} of ${mutants.length} mutants.\n\n`}Written on ${day}. ${commitsOf(measured, results)}

${tableOf('file', [...byFile, ['all', measured]], count)}

${tableOf('mutator', byMutator, count)}

## Survivors

${[...told].map(([says, some]) => paragraphOf(says, some, survivors)).join('\n\n')}
${unexplained.length === 0 ? '' : `\n## Unexplained\n\n${unexplained.map(({ name }) => `- ${code(name)}`).join('\n')}\n`}`;
}

/** How many mutants were measured at which commit: one that was caught is not measured again after every change. */
function commitsOf(measured: readonly Mutant[], results: Measurement['results']): string {
  const counts = new Map<string, number>();
  for (const { name } of measured) {
    const commit = results.get(name)?.commit ?? '';
    counts.set(commit, (counts.get(commit) ?? 0) + 1);
  }
  const parts = [...counts].map(([commit, count]) => `${count} mutants at commit ${commit}`);
  return `Measured: ${parts.join(', ')}.`;
}

function isSurvivor(measured: Measured | undefined): boolean {
  return measured?.fate.kind === 'survived';
}

function paragraphOf(says: string, some: readonly Mutant[], survivors: Measurement['survivors']): string {
  const classified = survivors.get(some[0]?.name ?? '');
  const title = classified === undefined ? '' : `${REASONS[classified.reason]} ${rulingOf(classified)}`;
  return `${says} ${title}\n\n${some.map(({ name }) => `- ${code(name)}`).join('\n')}`;
}

function rulingOf({ ruling }: Classified): string {
  return ruling === undefined ? '' : `Ruling: "${ruling}".`;
}

/** A name may hold backticks. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function groupsOf(
  mutants: readonly Mutant[],
  keyOf: (mutant: Mutant) => string,
): readonly (readonly [string, readonly Mutant[]])[] {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of mutants) groups.set(keyOf(mutant), [...(groups.get(keyOf(mutant)) ?? []), mutant]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function countsOf(mutants: readonly Mutant[], measurement: Measurement): Counts {
  const columns = mutants.flatMap((mutant) => columnsOf(mutant, measurement));
  const numberOf = (column: Column) => columns.filter((each) => each === column).length;
  return Object.fromEntries(COLUMNS.map((column) => [column, numberOf(column)])) as Counts;
}

function tableOf(
  heading: string,
  groups: readonly (readonly [string, readonly Mutant[]])[],
  count: (some: readonly Mutant[]) => Counts,
): string {
  const rows = groups.map(([name, some]) => {
    const counts = count(some);
    return [name, ...COLUMNS.map((column) => String(counts[column]))];
  });
  return [[heading, ...COLUMNS], ['---', ...COLUMNS.map(() => '--:')], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
