/** Faults in looking up a backup by its id. */
import type { Fault } from '../../fault.ts';
import { Written } from '../../json-text.ts';
import type { ListQuery } from '../../list-query.ts';
import { filtered, listed, noRows, slice, toArray } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';
import { everyRow } from '../every-row.ts';
import { like } from '../like.ts';
import { misunderstood, serverFault } from '../mutations.ts';

/** Finds backups by their ids in another way than by equality. */
function idMatched(matches: (id: string, asked: string) => boolean): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const { id, ...rest } = query;
      if (id === undefined) return filter(instance, query, call);
      const { dataset } = call.deployment;
      return filtered(filter(instance, rest, call), (row) => matches(dataset.backup(row).id, id));
    },
  });
}

/** What happens to an id under which the instance has no backup. */
function unknownId(select: Stages['filter']): Change {
  return (stages) => ({
    filter: (instance, query, call) => {
      const { type: _type, ...untyped } = query;
      const isUnknown = query.id !== undefined && stages.filter(instance, untyped, call).length === 0;
      return isUnknown ? select(instance, query, call) : stages.filter(instance, query, call);
    },
  });
}

/** Where a backup id is asked for, forgets another part of the query. */
function idOverrides(forget: (query: ListQuery) => ListQuery): Change {
  return misunderstood((query) => (query.id === undefined ? query : forget(query)));
}

export const idFaults: readonly Fault[] = [
  {
    slug: 'id-ignored',
    description: 'The backup id is read and then forgotten.',
    caughtBy: ['filters.id-exact', 'filters.combine'],
    change: misunderstood(({ id: _id, ...query }) => query),
  },
  {
    slug: 'id-matched-by-start',
    description: 'The beginning of a backup id is enough.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.startsWith(asked)),
  },
  {
    slug: 'id-ending-ignored',
    description: 'Only the first 32 characters of a backup id are compared.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.slice(0, 32) === asked.slice(0, 32)),
  },
  {
    slug: 'id-found-anywhere',
    description: 'A part of a backup id is enough, wherever it stands.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.includes(asked)),
  },
  {
    slug: 'id-prefix-ignored',
    description: 'Whatever stands before a backup id is passed over.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.endsWith(id)),
  },
  {
    slug: 'ids-by-comma',
    description: 'A backup id is cut at its commas, and every part looked up.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.split(',').includes(id)),
  },
  {
    slug: 'id-wildcards',
    description: 'A backup id is matched with LIKE, so that % and _ stand for anything.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => like(asked).test(id)),
  },
  {
    slug: 'id-crosses-instances',
    description: 'A backup is found by its id under whatever instance.',
    caughtBy: ['filters.id-of-other-instance'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const { dataset } = call.deployment;
        if (query.id === undefined) return filter(instance, query, call);
        const owners = dataset.instancesOf(instance.project).map((one) => filter(one, query, call));
        return owners.find((rows) => rows.length > 0) ?? noRows;
      },
    }),
  },
  {
    slug: 'id-ignores-type',
    description: 'Where a backup id is given, the backup type is not looked at.',
    caughtBy: ['filters.combine'],
    change: idOverrides(({ type: _type, ...query }) => query),
  },
  {
    slug: 'id-ignores-window',
    description: 'Where a backup id is given, the window is not looked at.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: idOverrides(({ window: _window, ...query }) => query),
  },
  {
    slug: 'id-ignores-offset',
    description: 'Where a backup id is given, the offset is not looked at.',
    caughtBy: ['pagination.end-is-empty'],
    change: idOverrides((query) => ({ ...query, offset: 0 })),
  },
  {
    slug: 'id-total-of-instance',
    description: 'Where a backup id is given, the total counts all backups of the instance.',
    caughtBy: ['filters.id-exact', 'pagination.total-filtered'],
    change: ({ count }) => ({
      count: (rows, query, call) =>
        query.id === undefined ? count(rows, query, call) : everyRow(query, call).length,
    }),
  },
  {
    slug: 'id-shows-other-row',
    description: 'A backup id shows the backup next to the one it names.',
    caughtBy: ['filters.id-exact'],
    change: ({ page }) => ({
      page: (rows, query, call) => {
        const cut = toArray(page(rows, query, call));
        if (query.id === undefined) return listed(cut);
        const { from, to } = call.stages.findInstance(query, call);
        return listed(cut.map((row) => (row + 1 < to ? row + 1 : from)));
      },
    }),
  },
  {
    slug: 'id-shows-other-size',
    description: 'A backup looked up by its id is shown with another size than in the list.',
    caughtBy: ['filters.id-exact'],
    change: ({ renderList }) => ({
      renderList: (page, query, call) => {
        if (query.id === undefined) return renderList(page, query, call);
        const { size } = call.deployment.operation.fields;
        const rows = page.rows.map(({ text }) => new Written(text.replace(`"${size}":`, `"${size}":1`)));
        return renderList({ ...page, rows }, query, call);
      },
    }),
  },
  {
    slug: 'unknown-id-lists-all',
    description: 'An unknown backup id is answered with the whole list.',
    caughtBy: ['filters.id-exact'],
    // Rows are put in order after they are selected.
    change: unknownId((instance, _query, call) => call.deployment.dataset.rowsOf(instance)),
  },
  {
    slug: 'unknown-id-lists-oldest',
    description: 'An unknown backup id is answered with another backup.',
    caughtBy: ['filters.id-exact'],
    change: unknownId((_shelf, query, call) => slice(everyRow(query, call), 0, 1)),
  },
  {
    slug: 'unknown-id-fails',
    description: 'An unknown backup id makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: unknownId(() => {
      throw serverFault();
    }),
  },
];
