/** Faults in looking up a backup by its id. */

import { backupAt, changePage, changeQuery, everyRow, like, withoutType } from '../../changes.ts';
import { instancesOf } from '../../dataset.ts';
import { serverFault } from '../../errors.ts';
import { Written } from '../../json-text.ts';
import type { Fault } from '../../mutation.ts';
import { filtered, listed, noRows, slice, toArray } from '../../rows.ts';
import type { Call, Change, ListQuery, Stages } from '../../stages.ts';

/** Finds backups by their ids in another way than by equality. */
function idMatched(matches: (id: string, asked: string) => boolean): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const { id, ...others } = query;
      const rows = filter(instance, id === undefined ? query : others, call);
      return id === undefined ? rows : filtered(rows, (row) => matches(backupAt(row, call).id, id));
    },
  });
}

/** Lists other rows under an id that the instance does not have. */
function unknownId(filter: Stages['filter']): Change {
  return (stages) => ({
    filter: (instance, query, call) => {
      const found = stages.filter(instance, withoutType(query, call), call);
      const isUnknown = query.id !== undefined && found.length === 0;
      return (isUnknown ? filter : stages.filter)(instance, query, call);
    },
  });
}

/** Changes a query that asks for a backup id. */
function besideId(change: (query: ListQuery, call: Call) => ListQuery): Change {
  return changeQuery((query, call) => (query.id === undefined ? query : change(query, call)));
}

export const idFaults: readonly Fault[] = [
  {
    slug: 'id-ignored',
    description: 'The backup id is read and then ignored.',
    caughtBy: ['filters.id-exact', 'filters.combine'],
    change: changeQuery(({ id: _id, ...others }) => others),
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
    description: 'Any part of a backup id is enough.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.includes(asked)),
  },
  {
    slug: 'id-prefix-ignored',
    description: 'Any text in front of a backup id is ignored.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.endsWith(id)),
  },
  {
    slug: 'ids-by-comma',
    description: 'A backup id is split at its commas, and every part is looked up.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.split(',').includes(id)),
  },
  {
    slug: 'id-wildcards',
    description: 'A backup id is matched with LIKE, so that % and _ match any text.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => like(asked).test(id)),
  },
  {
    slug: 'id-crosses-instances',
    description: 'A backup is found by its id under any instance.',
    caughtBy: ['filters.id-of-other-instance'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        if (query.id === undefined) return filter(instance, query, call);
        const instances = instancesOf(call.deployment.dataset, instance.project);
        return instances.map((one) => filter(one, query, call)).find(({ length }) => length > 0) ?? noRows;
      },
    }),
  },
  {
    slug: 'id-ignores-type',
    description: 'Where a backup id is given, the backup type is ignored.',
    caughtBy: ['filters.combine'],
    change: besideId(withoutType),
  },
  {
    slug: 'id-ignores-window',
    description: 'Where a backup id is given, the window is ignored.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: besideId(({ window: _window, ...others }) => others),
  },
  {
    slug: 'id-ignores-offset',
    description: 'Where a backup id is given, the offset is ignored.',
    caughtBy: ['pagination.end-is-empty'],
    change: besideId((query) => ({ ...query, offset: 0 })),
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
    change: changePage((page, query, call) => {
      if (query.id === undefined) return page;
      const { from, to } = call.stages.findInstance(query, call);
      return listed(toArray(page).map((row) => (row + 1 < to ? row + 1 : from)));
    }),
  },
  {
    slug: 'id-shows-other-size',
    description: 'A backup that is looked up by its id is shown with another size than in the list.',
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
    // Rows are put in order after they are filtered.
    change: unknownId((instance, _query, call) => call.deployment.dataset.rowsOf(instance)),
  },
  {
    slug: 'unknown-id-lists-oldest',
    description: 'An unknown backup id is answered with another backup.',
    caughtBy: ['filters.id-exact'],
    change: unknownId((_instance, query, call) => slice(everyRow(query, call), 0, 1)),
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
