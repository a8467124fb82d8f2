/**
 * The variant of a deployment: which of the conformant ways to behave it has. It is fitted first, so that the
 * model of a fault differs from what was seen by the fault alone.
 */
import type { Fault, Variant } from '../reference/mutation.ts';
import { filtering } from '../reference/variants/filtering.ts';
import { leniency } from '../reference/variants/leniency.ts';
import { ordering } from '../reference/variants/ordering.ts';
import { windows } from '../reference/variants/windows.ts';
import type { CaseFile, Item } from './case-file.ts';
import { Model } from './model.ts';

export interface Temper {
  /** How windows are compared; as the reference does it unless said. */
  readonly window?: Variant | undefined;
  /** `shown`: as the pages show it. Else that of the reference, or of a variant. */
  readonly order: 'shown' | 'newest first' | Variant;
  readonly ways: readonly Variant[];
}

/** As the reference behaves, in the order that the pages show. */
const PLAIN: Temper = { order: 'shown', ways: [] };

/** The ways that are told apart by what is answered; those of the wire and of zones are free in any comparison. */
const WAYS: readonly Variant[] = [...filtering, ...leniency];

export function modelOf({ contract, data, press, ranks }: CaseFile, temper: Temper, fault?: Fault): Model {
  const { window, order, ways } = temper;
  const named = typeof order === 'string' ? [] : [order];
  return new Model({
    operation: contract.operation,
    data,
    press,
    variants: [...named, ...(window === undefined ? [] : [window]), ...ways],
    ranks: order === 'shown' ? ranks : undefined,
    fault,
  });
}

/**
 * How much of some items a model predicts: a point for the answer, and one for its rows, which a variant decides
 * more surely than totals: many a fault tells totals that another variant would tell by chance.
 */
function explainedBy(file: CaseFile, model: Model, items: readonly Item[]): number {
  let points = 0;
  for (const { request, seen } of items) {
    const { status, headers, body } = model.answer(request, 1);
    const contentType = headers['Content-Type'];
    const { bare, rows } = file.book.signature({ status, body, contentType }, request.credential);
    if (bare === seen.bare) points += 1;
    if (rows.join() === seen.rows.join()) points += 1;
  }
  return points;
}

/** Items that a dimension is fitted on. */
const MOST = 120;

/** The temper that explains most of what was seen, a dimension at a time. */
export function fittedTemper(file: CaseFile): Temper {
  let temper = PLAIN;
  const better = (others: readonly Temper[], all: readonly Item[]) => {
    const items = spread(all, MOST);
    let most = explainedBy(file, modelOf(file, temper), items);
    for (const other of others) {
      if (most === 2 * items.length) return;
      const explained = explainedBy(file, modelOf(file, other), items);
      if (explained > most) [temper, most] = [other, explained];
    }
  };
  const listed = file.items.filter(({ kind, seen }) => kind === 'valid' && seen.rows.length > 0);
  const windowed = file.items.filter(({ kind, isWindowed }) => kind === 'valid' && isWindowed);
  const odd = file.items.filter(({ kind, asked }) => kind !== 'valid' || asked.id !== undefined);
  const unfiltered = listed.filter(({ asked, isWindowed }) => asked.type === undefined && !isWindowed);
  better(
    WAYS.filter(isOfUnfiltered).map((way) => ({ ...temper, ways: [...temper.ways, way] })),
    unfiltered,
  );
  better(
    windows.map((window) => ({ ...temper, window })),
    windowed,
  );
  for (const way of WAYS) {
    if (!isOfUnfiltered(way)) better([{ ...temper, ways: [...temper.ways, way] }], odd);
  }
  return temper;
}

/** As many of them at most, from everywhere. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, place) => all[Math.floor((place * all.length) / most)]).filter(
    (one) => one !== undefined,
  );
}

function isOfUnfiltered({ slug }: Variant): boolean {
  return slug === 'incremental-only-when-asked';
}

/** The same but for the order: a fault may hide in which order the deployment lists otherwise. */
export function otherwiseOrdered(temper: Temper): readonly Temper[] {
  return (['newest first', ...ordering] as const).map((order) => ({ ...temper, order }));
}
