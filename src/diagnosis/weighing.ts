/** How much of what was seen a model predicts. */
import type { Fault } from '../reference/mutation.ts';
import type { ReferenceAnswer } from '../reference/stages.ts';
import type { CaseFile, Item } from './case-file.ts';
import type { Model } from './model.ts';
import type { Signature } from './row-book.ts';
import { modelOf, type Temper } from './temper.ts';

/** What a model answers to each item; several signatures where it does not always answer alike. */
export type Predictions = readonly (readonly Signature[])[];

export function signatureOf({ book }: CaseFile, { request }: Item, answer: ReferenceAnswer): Signature {
  const { status, headers, body } = answer;
  return book.signature({ status, body, contentType: headers['Content-Type'] }, request.credential);
}

/** Answers the whole course of the run again, in the same order: some models remember what they were asked. */
export function replayed(file: CaseFile, model: Model): Predictions {
  const predictions = file.items.map((): Signature[] => []);
  for (const { item: place, sequence } of file.course) {
    const item = file.items[place];
    const known = predictions[place];
    if (item === undefined || known === undefined) continue;
    const signature = signatureOf(file, item, model.answer(item.request, sequence));
    if (!known.some(({ whole }) => whole === signature.whole)) known.push(signature);
  }
  return predictions;
}

/** Request numbers at which a model that depends on them is likely to answer differently. */
const MOMENTS = [1, 2, 3, 4, 5, 6, 47, 88, 129, 170, 211, 252];
/** Items asked to find out. */
const PROBES = 16;

/** Whether a model answers one request in one way, whenever it comes. */
export function isSteady(file: CaseFile, model: Model): boolean {
  const long = [...file.items].sort((one, other) => other.seen.rows.length - one.seen.rows.length);
  const probes = [...long.slice(0, PROBES / 2), ...long.filter(hasOffset).slice(0, PROBES / 2)];
  return probes.every((item) => {
    const answers = MOMENTS.slice(0, 8).map((moment) =>
      signatureOf(file, item, model.answer(item.request, moment)),
    );
    return new Set(answers.map(({ whole }) => whole)).size === 1;
  });
}

function hasOffset({ request }: Item): boolean {
  return /offset=[1-9]/.test(request.target);
}

/** All that an unsteady model may answer, as far as a dozen moments show. */
export function atAnyMoment(file: CaseFile, model: Model): Predictions {
  return file.items.map((item) =>
    MOMENTS.map((moment) => signatureOf(file, item, model.answer(item.request, moment))),
  );
}

/**
 * Marks that say nothing of which row they fall on: both deployment and model have them in some rows and not in others
 * of the same kind. Which rows these are is a deployment's own choice.
 */
export function freeMarks(file: CaseFile, predictions: Predictions): ReadonlySet<string> {
  const seen = spread(
    file,
    file.items.map(({ seen }) => [seen]),
  );
  const told = spread(file, predictions);
  return new Set([...seen.keys()].filter((mark) => seen.get(mark) === 'some' && told.get(mark) === 'some'));
}

/** For each mark whether it falls on some rows of a kind and not on others. */
function spread({ book }: CaseFile, answers: Predictions): ReadonlyMap<string, 'some' | 'all of a kind'> {
  const without = new Set<number>();
  const marked = new Map<string, Set<number>>();
  for (const signature of answers.flat()) {
    for (const row of signature.rows) {
      const marks = signature.marks.get(row);
      if (marks === undefined) without.add(row);
      for (const mark of marks ?? []) marked.set(mark, (marked.get(mark) ?? new Set<number>()).add(row));
    }
  }
  const kindOfRow = (row: number) => {
    const backup = book.backups[row];
    return backup === undefined
      ? ''
      : `${backup.instance} ${backup.type} ${backup.status} ${backup.size > 2n ** 31n} ${backup.databases.length}`;
  };
  const sound = new Set([...without].map(kindOfRow));
  return new Map(
    [...marked].map(([mark, rows]) => [
      mark,
      [...rows].some((row) => sound.has(kindOfRow(row))) ? 'some' : 'all of a kind',
    ]),
  );
}

/** Whether what was seen is one of the predicted answers, free marks aside. */
export function isPredicted(
  seen: Signature,
  predicted: readonly Signature[],
  free: ReadonlySet<string>,
): boolean {
  return predicted.some(
    (one) =>
      one.whole === seen.whole ||
      (one.bare === seen.bare && boundMarks(one, free) === boundMarks(seen, free)),
  );
}

function boundMarks({ marks }: Signature, free: ReadonlySet<string>): string {
  return [...marks]
    .map(([row, says]) => [row, says.filter((mark) => !free.has(mark))] as const)
    .filter(([, says]) => says.length > 0)
    .map(([row, says]) => `${row} ${says.join('; ')}`)
    .sort()
    .join(' | ');
}

/** Rows that a model puts at one place, from which on any other may stand there too. */
const WIDE = 4;

/**
 * Whether what was seen lies within what an unsteady model may answer: as many rows and such a total at one of the
 * moments, and at each place a row that may stand there, or any where the model puts another at every moment.
 */
export function isPossible(seen: Signature, moments: readonly Signature[]): boolean {
  if (moments.some(({ bare }) => bare === seen.bare)) return true;
  const alike = moments.filter(
    ({ head, total, rows }) => head === seen.head && total === seen.total && rows.length === seen.rows.length,
  );
  if (alike.length === 0) return false;
  const isWide = (place: number) => new Set(alike.map(({ rows }) => rows[place])).size >= WIDE;
  return seen.rows.every((row, place) => alike.some(({ rows }) => rows[place] === row) || isWide(place));
}

const NO_MARKS: ReadonlySet<string> = new Set();

export interface Weighed {
  readonly fault: Fault;
  /** By item: whether the model predicts it. */
  readonly hits: readonly boolean[];
  readonly predictions: Predictions;
  readonly isSteady: boolean;
}

/** Replays everything against the model of a fault. */
export function weighed(file: CaseFile, temper: Temper, fault: Fault): Weighed {
  const predictions = replayed(file, modelOf(file, temper, fault));
  if (isSteady(file, modelOf(file, temper, fault))) {
    const free = freeMarks(file, predictions);
    const hits = file.items.map(({ seen }, place) => isPredicted(seen, predictions[place] ?? [], free));
    return { fault, hits, predictions, isSteady: true };
  }
  const moments = atAnyMoment(file, modelOf(file, temper, fault));
  const hits = file.items.map(
    ({ seen }, place) =>
      isPredicted(seen, predictions[place] ?? [], NO_MARKS) || isPossible(seen, moments[place] ?? []),
  );
  return { fault, hits, predictions: moments, isSteady: false };
}
