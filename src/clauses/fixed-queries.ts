/** Queries that every standard run sends, whatever its seed. Most clauses make their probes of them. */
import type { Contract } from '../contract/contract.ts';
import type { Ask } from '../contract/operation.ts';
import { writeWindow } from '../query/window.ts';
import { filtersOf, isLeftOut, type Known, type KnownInstance, ofRichest, timedRows } from './known.ts';
import { middle, spanAround } from './span.ts';

/** Each value of each equality filter alone. */
export function singleFilters({ operation }: Contract): readonly Readonly<Record<string, string>>[] {
  return operation.filters.flatMap(({ parameter, values }) =>
    values.map((value) => ({ [parameter]: value })),
  );
}

/** No filter, each value of each equality filter, a window, and each value within that window. One of each kind comes first. */
export function fixedQueries(known: Known, contract: Contract): readonly [Ask, ...Ask[]] {
  const plain = { instance: known.instances[0]?.id ?? '' };
  const filtered = ofRichest(known, 1, (instance): readonly Ask[] => {
    const rows = timedRows(instance);
    const windows = rows.length > 0 ? [writeWindow(spanAround(middle(rows)))] : [];
    const singles = singleFilters(contract);
    const [first, ...others] = singles.map((filters) => ({ ...plain, filters }));
    return [
      ...(first === undefined ? [] : [first]),
      ...windows.map((window) => ({ ...plain, window })),
      ...others,
      ...singles.flatMap((filters) => windows.map((window) => ({ ...plain, filters, window }))),
    ];
  });
  return [plain, ...filtered];
}

/** A backup's id alone, with the values of its own for all filters, within a window around it, and all of these. */
export function queriesById(instance: KnownInstance, contract: Contract): readonly Ask[] {
  const [row] = timedRows(instance).filter((each) => !isLeftOut(contract, instance, each));
  if (row === undefined) return [];
  const byId: Ask = { instance: instance.id, id: row.id };
  const [filters, window] = [filtersOf(contract, row), writeWindow(spanAround([row]))];
  return [byId, { ...byId, filters }, { ...byId, window }, { ...byId, filters, window }];
}
