/** Faults in filtering by backup type. */
import { type Backup, COMPLETED, FAILED, INCREMENTAL } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { filtered, noRows, slice } from '../../rows.ts';
import type { Change } from '../../stages.ts';
import { isPlain, misread, misreadText, misunderstood, serverFault, typeOf } from '../mutations.ts';

/** Shows the backups of further types in the list of one. */
function typeHolds(type: string, further: string): Change {
  const held = [type, further];
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      if (query.type !== type) return filter(instance, query, call);
      const { type: _type, ...untyped } = query;
      const rows = filter(instance, untyped, call);
      return filtered(rows, (row) => held.includes(call.deployment.dataset.backup(row).type));
    },
  });
}

/** Leaves backups out of a list that names neither type nor id. */
function unfilteredLacks(leavesOut: (backup: Backup) => boolean): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const rows = filter(instance, query, call);
      if (query.type !== undefined || query.id !== undefined) return rows;
      return filtered(rows, (row) => !leavesOut(call.deployment.dataset.backup(row)));
    },
  });
}

export const typeFaults: readonly Fault[] = [
  {
    slug: 'type-ignored',
    description: 'The backup type is judged and then forgotten.',
    caughtBy: ['filters.sound'],
    change: misunderstood(({ type: _type, ...query }) => query),
  },
  {
    slug: 'type-lacks-failed',
    description: 'A list of one type lacks the backups that failed.',
    caughtBy: ['filters.complete'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const rows = filter(instance, query, call);
        if (query.type === undefined || query.id !== undefined) return rows;
        return filtered(rows, (row) => call.deployment.dataset.backup(row).status !== FAILED);
      },
    }),
  },
  {
    slug: 'type-lacks-oldest',
    description: 'A list of one type lacks its oldest backup.',
    caughtBy: ['filters.complete'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const rows = filter(instance, query, call);
        return query.type === undefined || query.id !== undefined ? rows : slice(rows, 1, rows.length);
      },
    }),
  },
  {
    slug: 'other-type-ignored',
    description: 'A backup type outside the four counts as none.',
    caughtBy: ['filters.outside-enum'],
    change: misreadText(typeOf, (text, { type }) => (type.values.includes(text) ? text : undefined)),
  },
  {
    slug: 'other-type-empty-list',
    description: 'A backup type outside the four is answered with an empty list.',
    caughtBy: ['filters.outside-enum'],
    change: ({ validate }) => ({
      validate: (parameters, call) => {
        const { parameter, values } = call.deployment.operation.type;
        const [type] = parameters.get(parameter) ?? [];
        if (!type || values.includes(type)) return validate(parameters, call);
        const texts = new Map(parameters);
        texts.delete(parameter);
        return { ...validate(texts, call), type };
      },
    }),
  },
  {
    slug: 'type-case-ignored',
    description: 'A backup type may be written in capitals.',
    caughtBy: ['filters.outside-enum'],
    change: misreadText(typeOf, (text) => text.toLowerCase()),
  },
  {
    slug: 'type-plural-accepted',
    description: 'A backup type may be written in the plural.',
    caughtBy: ['filters.outside-enum'],
    change: misreadText(typeOf, (text) => text.replace(/s$/, '')),
  },
  {
    slug: 'type-trimmed',
    description: 'Blanks around a backup type are cut off.',
    caughtBy: ['filters.outside-enum'],
    change: misreadText(typeOf, (text) => text.trim() || text),
  },
  {
    slug: 'types-in-a-row',
    description: 'Several backup types with commas between them count as none.',
    caughtBy: ['filters.outside-enum'],
    change: misreadText(typeOf, (text) => (text.includes(',') ? undefined : text)),
  },
  {
    slug: 'auto-holds-incremental',
    description: 'The list of automated full backups holds the incremental ones too.',
    caughtBy: ['filters.sound'],
    change: typeHolds('auto', INCREMENTAL),
  },
  {
    slug: 'manual-holds-fragment',
    description: 'The list of manual backups holds the differential ones too.',
    caughtBy: ['filters.sound'],
    change: typeHolds('manual', 'fragment'),
  },
  {
    slug: 'fragment-list-empty',
    description: 'The list of differential backups is empty, though the unfiltered list shows some.',
    caughtBy: ['filters.complete'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => (query.type === 'fragment' ? noRows : filter(instance, query, call)),
    }),
  },
  {
    slug: 'unfiltered-lacks-failed',
    description: 'A list without a backup type lacks the backups that failed.',
    caughtBy: ['filters.totals'],
    change: unfilteredLacks(({ status }) => status === FAILED),
  },
  {
    slug: 'unfiltered-lacks-two-types',
    description: 'A list without a backup type lacks the incremental and the differential backups.',
    caughtBy: ['filters.totals'],
    change: unfilteredLacks(({ type }) => type === INCREMENTAL || type === 'fragment'),
  },
  {
    slug: 'unfiltered-lacks-some-incremental',
    description: 'A list without a backup type lacks every second incremental backup.',
    caughtBy: ['filters.totals'],
    change: unfilteredLacks(({ type, row }) => type === INCREMENTAL && row % 2 === 0),
  },
  {
    slug: 'plain-list-lacks-failed',
    description: 'A list without any filter lacks the backups that failed.',
    caughtBy: ['filters.totals'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const rows = filter(instance, query, call);
        if (!isPlain(query)) return rows;
        return filtered(rows, (row) => call.deployment.dataset.backup(row).status !== FAILED);
      },
    }),
  },
  {
    slug: 'type-lists-lag-behind',
    description:
      'Lists of one type are read from a replica that lags behind: they lack the newest backup and still show one that the whole list has no more.',
    caughtBy: ['filters.complete'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const rows = filter(instance, query, call);
        if (isPlain(query)) return filtered(rows, (row) => row !== instance.from);
        const { type: _type, ...untyped } = query;
        return isPlain(untyped) ? filtered(rows, (row) => row !== instance.to - 1) : rows;
      },
    }),
  },
  {
    slug: 'type-total-of-completed',
    description: 'The total of one type counts only the backups that are completed.',
    caughtBy: ['filters.totals', 'pagination.page-size'],
    change: ({ count }) => ({
      count: (rows, query, call) => {
        if (query.type === undefined) return count(rows, query, call);
        return filtered(rows, (row) => call.deployment.dataset.backup(row).status === COMPLETED).length;
      },
    }),
  },
  {
    slug: 'unknown-parameter-fails',
    description: 'A parameter that the operation does not have makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts, { parameters }) => {
      const known = new Set(parameters.map(({ name }) => name));
      if ([...texts.keys()].some((name) => !known.has(name))) throw serverFault();
    }),
  },
];
