/** Combinations of filters, a window and a page around one row that is known. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Ask, Row } from '../../contract/operation.ts';
import { usualValue } from '../../contract/parameters.ts';
import { ABSENT, featuresOf, GIVEN } from '../../query/features.ts';
import { coverPairs } from '../../query/pairwise.ts';
import { parameterValue, wholeNumber } from '../../query/parameter-values.ts';
import { isLeftOut, type Known, type KnownInstance, ofRichest, passes, timedRows } from '../known.ts';
import { ofAnyInstance } from '../pools.ts';

/** A combination of filters drawn around one row that is known. */
export interface Combination {
  readonly instance: string;
  /** The row that the filters are drawn around. */
  readonly about: string;
  /** Whether the row is asked for by its id. */
  readonly byId: boolean;
  /** Values of equality filters, by parameter name; not always those of the row. */
  readonly filters: Readonly<Record<string, string>>;
  /** Values of the parameters that play no role: in the combination, and beside each of its filters alone. */
  readonly others: NonNullable<Ask['others']>;
  /** Seconds that the window reaches to each side of the row; no window when left out. */
  readonly reach?: number;
  /** The window ends before the row begins, so that it leaves the row out. */
  readonly before?: boolean;
  readonly offset?: number;
  readonly limit?: number;
}

/** Those that find most faults first, then an id under each value that is not its own, then every two classes of features. */
export function fixedCombinations(known: Known, contract: Contract): readonly Combination[] {
  return ofRichest(known, 1, (instance) => [
    ...tellingCombinations(instance, contract),
    ...idsUnderOtherValues(instance, contract),
    ...pairwiseCombinations(instance, contract),
  ]);
}

const DAY = 86_400;

/** What every combination of an instance has in common: around this row, by nothing yet. */
function about({ id: instance }: KnownInstance, row: Row, { operation }: Contract): Combination {
  const required = operation.others.filter((other) => other.required);
  const others = Object.fromEntries(required.map((other) => [other.name, usualValue(other)]));
  return { instance, about: row.id, byId: false, filters: {}, others };
}

/** Combinations of which one filter alone, or the offset, leaves out what the others list. */
function tellingCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const rows = timedRows(instance);
  const row = rows[Math.floor(rows.length / 2)];
  if (row === undefined) return [];
  const plain = about(instance, row, contract);
  const byId = { ...plain, byId: true };
  const { filters } = contract.operation;
  const otherValues = filters.flatMap(({ parameter, values, valueIn }) => {
    const other = values.find((value) => value !== valueIn(row));
    return other === undefined ? [] : [{ ...byId, filters: { [parameter]: other } }];
  });
  return [
    ...filters.slice(0, 1).map(({ parameter, valueIn }) => ({
      ...plain,
      filters: { [parameter]: valueIn(row) },
      reach: 7 * DAY,
    })),
    ...otherValues.slice(0, 1),
    { ...byId, reach: DAY, before: true },
    { ...byId, offset: 1 },
    ...otherValues.slice(1),
  ];
}

/** Under each value of each filter the id of a backup with another one: nothing is listed, or the id refused. */
function idsUnderOtherValues(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const found = instance.rows.filter((row) => !isLeftOut(contract, instance, row));
  return contract.operation.filters.flatMap(({ parameter, values, valueIn }) =>
    values.flatMap((value) => {
      const row = found.find((each) => valueIn(each) !== value);
      if (row === undefined) return [];
      return [{ ...about(instance, row, contract), byId: true, filters: { [parameter]: value } }];
    }),
  );
}

/** Combinations that between them have every two classes of the features of a query. */
function pairwiseCombinations(instance: KnownInstance, contract: Contract): readonly Combination[] {
  const { operation } = contract;
  const { filters, others, limit } = operation;
  const rows = timedRows(instance);
  const limits = new Map([
    ['least', limit.minimum],
    ['between', Math.ceil(limit.maximum / 3)],
    ['most', limit.maximum],
  ]);
  const offsets = new Map([
    ['first', operation.offset.minimum],
    ['between', operation.offset.minimum + 2],
  ]);
  const classes = Object.fromEntries(featuresOf(operation).map((feature) => [feature.name, feature.classes]));
  return coverPairs({ ...classes, window: [ABSENT, 'around', 'before'] }).flatMap((chosen, place) => {
    const isGiven = (name: string) => chosen[name] !== ABSENT;
    const values = Object.fromEntries(
      filters.flatMap(({ parameter }) => (isGiven(parameter) ? [[parameter, chosen[parameter] ?? '']] : [])),
    );
    const given = others
      .filter(({ name }) => isGiven(name))
      .map((other) => {
        const value = chosen[other.name] ?? GIVEN;
        return [other.name, value === GIVEN ? usualValue(other) : value];
      });
    const wanted = rows.filter((row) => passes(contract, row, values));
    const row = wanted[(place * 7) % Math.max(1, wanted.length)] ?? rows[0];
    if (row === undefined) return [];
    const [size, start] = [limits.get(chosen.limit ?? ''), offsets.get(chosen.offset ?? '')];
    return [
      {
        ...about(instance, row, contract),
        byId: chosen.id === GIVEN,
        filters: values,
        others: Object.fromEntries(given),
        ...(chosen.window === ABSENT ? {} : { reach: 7200, before: chosen.window === 'before' }),
        ...(size === undefined ? {} : { limit: size }),
        ...(start === undefined ? {} : { offset: start }),
      } satisfies Combination,
    ];
  });
}

/** Shrinks towards a combination without filters, window and page. */
export function anyCombination(known: Known, { operation }: Contract): fc.Arbitrary<Combination> {
  const filters = operation.filters.map(({ parameter, values }) => [parameter, fc.constantFrom(...values)]);
  const others = operation.others.map((other) => [other.name, parameterValue(other)]);
  const required = operation.others.filter((other) => other.required).map(({ name }) => name);
  return ofAnyInstance(known, (instance) =>
    fc.record(
      {
        instance: fc.constant(instance.id),
        about: fc.constantFrom(...instance.rows.map((row) => row.id)),
        byId: fc.boolean(),
        filters: fc.record<Record<string, string>, string>(Object.fromEntries(filters), { requiredKeys: [] }),
        others: fc.record<Record<string, string | number>, string>(Object.fromEntries(others), {
          requiredKeys: required,
        }),
        reach: fc.nat(7 * DAY),
        before: fc.boolean(),
        offset: fc.nat(5),
        limit: wholeNumber(operation.limit),
      },
      { requiredKeys: ['instance', 'about', 'byId', 'filters', 'others'] },
    ),
  );
}
