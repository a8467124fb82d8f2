/** Faults in filtering by backup type. */
import type { ListOperation } from '../../../contract/operation.ts';
import {
  backupAt,
  type Concerns,
  changeMatches,
  changeQuery,
  hasFailed,
  isCompleted,
  isIncremental,
  isPlain,
  rewriteText,
  typeAsked,
  typeOf,
  withoutType,
} from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import { filtered, noRows, slice } from '../../rows.ts';
import type { Call, Change, ListQuery } from '../../stages.ts';

/** The document's types by the parts they play here; undefined where it has fewer. */
function typesOf({ types, incremental }: ListOperation) {
  const [auto, manual, fragment] = types.filter((type) => type !== incremental);
  return { auto, manual, fragment, incremental };
}

type Role = keyof ReturnType<typeof typesOf>;

/** Shows the backups of a further type in the list of one. */
function typeHolds(role: Role, further: Role): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const { [role]: type, [further]: other } = typesOf(call.deployment.operation);
      if (type === undefined || typeAsked(query, call) !== type) return filter(instance, query, call);
      const rows = filter(instance, withoutType(query, call), call);
      return filtered(rows, (row) => [type, other].includes(backupAt(row, call).type));
    },
  });
}

/** Leaves some backups out of the lists of some queries. An id finds them all the same. */
function lacking(leavesOut: Concerns, when: (query: ListQuery, call: Call) => boolean): Change {
  return changeMatches((rows, query, call) => {
    if (query.id !== undefined || !when(query, call)) return rows;
    return filtered(rows, (row) => !leavesOut(backupAt(row, call), call.deployment.operation));
  });
}

const isTyped = (query: ListQuery, call: Call) => typeAsked(query, call) !== undefined;
const isUntyped = (query: ListQuery, call: Call) => !isTyped(query, call);

export const typeFaults: readonly Fault[] = [
  {
    slug: 'type-ignored',
    description: 'The backup type is validated and then ignored.',
    caughtBy: ['filters.sound'],
    change: changeQuery(withoutType),
  },
  {
    slug: 'type-lacks-failed',
    description: 'A list of one type lacks the backups that failed.',
    caughtBy: ['filters.complete'],
    change: lacking(hasFailed, isTyped),
  },
  {
    slug: 'type-lacks-oldest',
    description: 'A list of one type lacks its oldest backup.',
    caughtBy: ['filters.complete'],
    change: changeMatches((rows, query, call) =>
      isTyped(query, call) && query.id === undefined ? slice(rows, 1, rows.length) : rows,
    ),
  },
  {
    slug: 'other-type-ignored',
    description: 'An unknown backup type counts as none.',
    caughtBy: ['filters.outside-enum'],
    change: rewriteText(typeOf, (text, operation) => (operation.types.includes(text) ? text : undefined)),
  },
  {
    slug: 'other-type-empty-list',
    description: 'An unknown backup type is answered with an empty list.',
    caughtBy: ['filters.outside-enum'],
    change: ({ validate }) => ({
      validate: (texts, call) => {
        const { operation } = call.deployment;
        const [type] = texts.get(typeOf(operation)) ?? [];
        if (!type || operation.types.includes(type)) return validate(texts, call);
        const others = new Map(texts);
        others.delete(typeOf(operation));
        const query = validate(others, call);
        return { ...query, filters: { ...query.filters, [typeOf(operation)]: type } };
      },
    }),
  },
  {
    slug: 'type-case-ignored',
    description: 'A backup type may be written in capitals.',
    caughtBy: ['filters.outside-enum'],
    change: rewriteText(typeOf, (text) => text.toLowerCase()),
  },
  {
    slug: 'type-plural-accepted',
    description: 'A backup type may be written in the plural.',
    caughtBy: ['filters.outside-enum'],
    change: rewriteText(typeOf, (text) => text.replace(/s$/, '')),
  },
  {
    slug: 'type-trimmed',
    description: 'Blanks around a backup type are cut off.',
    caughtBy: ['filters.outside-enum'],
    change: rewriteText(typeOf, (text) => text.trim() || text),
  },
  {
    slug: 'types-in-a-row',
    description: 'Several backup types with commas between them count as none.',
    caughtBy: ['filters.outside-enum'],
    change: rewriteText(typeOf, (text) => (text.includes(',') ? undefined : text)),
  },
  {
    slug: 'auto-holds-incremental',
    description: 'The list of automated full backups contains the incremental ones too.',
    caughtBy: ['filters.sound'],
    change: typeHolds('auto', 'incremental'),
  },
  {
    slug: 'manual-holds-fragment',
    description: 'The list of manual backups contains the differential ones too.',
    caughtBy: ['filters.sound'],
    change: typeHolds('manual', 'fragment'),
  },
  {
    slug: 'fragment-list-empty',
    description: 'The list of differential backups is empty, though the unfiltered list shows some.',
    caughtBy: ['filters.complete'],
    change: changeMatches((rows, query, call) => {
      const { fragment } = typesOf(call.deployment.operation);
      return fragment !== undefined && typeAsked(query, call) === fragment ? noRows : rows;
    }),
  },
  {
    slug: 'unfiltered-lacks-failed',
    description: 'A list without a backup type lacks the backups that failed.',
    caughtBy: ['filters.totals'],
    change: lacking(hasFailed, isUntyped),
  },
  {
    slug: 'unfiltered-lacks-two-types',
    description: 'A list without a backup type lacks the incremental and the differential backups.',
    caughtBy: ['filters.totals'],
    change: lacking(({ type }, operation) => {
      const { fragment, incremental } = typesOf(operation);
      return type === incremental || type === fragment;
    }, isUntyped),
  },
  {
    slug: 'unfiltered-lacks-some-incremental',
    description: 'A list without a backup type lacks every second incremental backup.',
    caughtBy: ['filters.totals'],
    change: lacking(
      (backup, operation) => isIncremental(backup, operation) && backup.row % 2 === 0,
      isUntyped,
    ),
  },
  {
    slug: 'plain-list-lacks-failed',
    description: 'A list without any filter lacks the backups that failed.',
    caughtBy: ['filters.totals'],
    change: lacking(hasFailed, isPlain),
  },
  {
    slug: 'type-lists-lag-behind',
    description:
      'Lists of one type are read from a replica that lags behind: they lack the newest backup and still show one that the whole list no longer has.',
    caughtBy: ['filters.complete'],
    change: changeMatches((rows, query, call, { from, to }) => {
      if (isPlain(query)) return filtered(rows, (row) => row !== from);
      return isPlain(withoutType(query, call)) ? filtered(rows, (row) => row !== to - 1) : rows;
    }),
  },
  {
    slug: 'type-total-of-completed',
    description: 'The total of one type counts the completed backups only.',
    caughtBy: ['filters.totals', 'pagination.page-size'],
    change: ({ count }) => ({
      count: (rows, query, call) => {
        if (isUntyped(query, call)) return count(rows, query, call);
        const { operation } = call.deployment;
        return filtered(rows, (row) => isCompleted(backupAt(row, call), operation)).length;
      },
    }),
  },
];
