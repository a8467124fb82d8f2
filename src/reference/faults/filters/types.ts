/** Faults in filtering by backup type. */
import { type Backup, COMPLETED, FAILED, INCREMENTAL } from '../../backup.ts';
import type { Fault } from '../../fault.ts';
import { filtered, noRows, slice } from '../../rows.ts';
import type { Change } from '../../stages.ts';
import { isPlain, misread, misreadText, misunderstood, serverFault, typeOf } from '../making.ts';

/** Shows the backups of further types in the list of one. */
function typeHolds(type: string, further: string): Change {
  const held = [type, further];
  return ({ select }) => ({
    select: (shelf, question, call) => {
      if (question.type !== type) return select(shelf, question, call);
      const { type: _type, ...untyped } = question;
      const rows = select(shelf, untyped, call);
      return filtered(rows, (row) => held.includes(call.world.data.backup(row).type));
    },
  });
}

/** Leaves backups out of a list that names neither type nor id. */
function unfilteredLacks(leavesOut: (backup: Backup) => boolean): Change {
  return ({ select }) => ({
    select: (shelf, question, call) => {
      const rows = select(shelf, question, call);
      if (question.type !== undefined || question.id !== undefined) return rows;
      return filtered(rows, (row) => !leavesOut(call.world.data.backup(row)));
    },
  });
}

export const typeFaults: readonly Fault[] = [
  {
    slug: 'type-ignored',
    says: 'The backup type is judged and then forgotten.',
    caughtBy: ['filters.type-sound'],
    change: misunderstood(({ type: _type, ...question }) => question),
  },
  {
    slug: 'type-lacks-failed',
    says: 'A list of one type lacks the backups that failed.',
    caughtBy: ['filters.type-complete'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const rows = select(shelf, question, call);
        if (question.type === undefined || question.id !== undefined) return rows;
        return filtered(rows, (row) => call.world.data.backup(row).status !== FAILED);
      },
    }),
  },
  {
    slug: 'type-lacks-oldest',
    says: 'A list of one type lacks its oldest backup.',
    caughtBy: ['filters.type-complete'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const rows = select(shelf, question, call);
        return question.type === undefined || question.id !== undefined ? rows : slice(rows, 1, rows.length);
      },
    }),
  },
  {
    slug: 'other-type-ignored',
    says: 'A backup type outside the four counts as none.',
    caughtBy: ['filters.type-outside-enum'],
    change: misreadText(typeOf, (text, { type }) => (type.values.includes(text) ? text : undefined)),
  },
  {
    slug: 'other-type-empty-list',
    says: 'A backup type outside the four is answered with an empty list.',
    caughtBy: ['filters.type-outside-enum'],
    change: ({ judge }) => ({
      judge: (parameters, call) => {
        const { parameter, values } = call.world.operation.type;
        const [type] = parameters.get(parameter) ?? [];
        if (!type || values.includes(type)) return judge(parameters, call);
        const texts = new Map(parameters);
        texts.delete(parameter);
        return { ...judge(texts, call), type };
      },
    }),
  },
  {
    slug: 'type-case-ignored',
    says: 'A backup type may be written in capitals.',
    caughtBy: ['filters.type-outside-enum'],
    change: misreadText(typeOf, (text) => text.toLowerCase()),
  },
  {
    slug: 'type-plural-accepted',
    says: 'A backup type may be written in the plural.',
    caughtBy: ['filters.type-outside-enum'],
    change: misreadText(typeOf, (text) => text.replace(/s$/, '')),
  },
  {
    slug: 'type-trimmed',
    says: 'Blanks around a backup type are cut off.',
    caughtBy: ['filters.type-outside-enum'],
    change: misreadText(typeOf, (text) => text.trim() || text),
  },
  {
    slug: 'types-in-a-row',
    says: 'Several backup types with commas between them count as none.',
    caughtBy: ['filters.type-outside-enum'],
    change: misreadText(typeOf, (text) => (text.includes(',') ? undefined : text)),
  },
  {
    slug: 'auto-holds-incremental',
    says: 'The list of automated full backups holds the incremental ones too.',
    caughtBy: ['filters.type-sound'],
    change: typeHolds('auto', INCREMENTAL),
  },
  {
    slug: 'manual-holds-fragment',
    says: 'The list of manual backups holds the differential ones too.',
    caughtBy: ['filters.type-sound'],
    change: typeHolds('manual', 'fragment'),
  },
  {
    slug: 'fragment-list-empty',
    says: 'The list of differential backups is empty, though the unfiltered list shows some.',
    caughtBy: ['filters.type-complete'],
    change: ({ select }) => ({
      select: (shelf, question, call) =>
        question.type === 'fragment' ? noRows : select(shelf, question, call),
    }),
  },
  {
    slug: 'unfiltered-lacks-failed',
    says: 'A list without a backup type lacks the backups that failed.',
    caughtBy: ['filters.type-totals'],
    change: unfilteredLacks(({ status }) => status === FAILED),
  },
  {
    slug: 'unfiltered-lacks-two-types',
    says: 'A list without a backup type lacks the incremental and the differential backups.',
    caughtBy: ['filters.type-totals'],
    change: unfilteredLacks(({ type }) => type === INCREMENTAL || type === 'fragment'),
  },
  {
    slug: 'unfiltered-lacks-some-incremental',
    says: 'A list without a backup type lacks every second incremental backup.',
    caughtBy: ['filters.type-totals'],
    change: unfilteredLacks(({ type, row }) => type === INCREMENTAL && row % 2 === 0),
  },
  {
    slug: 'plain-list-lacks-failed',
    says: 'A list without any filter lacks the backups that failed.',
    caughtBy: ['filters.type-totals'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const rows = select(shelf, question, call);
        if (!isPlain(question)) return rows;
        return filtered(rows, (row) => call.world.data.backup(row).status !== FAILED);
      },
    }),
  },
  {
    slug: 'type-lists-lag-behind',
    says: 'Lists of one type are read from a replica that lags behind: they lack the newest backup and still show one that the whole list has no more.',
    caughtBy: ['filters.type-complete'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const rows = select(shelf, question, call);
        if (isPlain(question)) return filtered(rows, (row) => row !== shelf.from);
        const { type: _type, ...untyped } = question;
        return isPlain(untyped) ? filtered(rows, (row) => row !== shelf.to - 1) : rows;
      },
    }),
  },
  {
    slug: 'type-total-of-completed',
    says: 'The total of one type counts only the backups that are completed.',
    caughtBy: ['filters.type-totals', 'pagination.page-size'],
    change: ({ count }) => ({
      count: (rows, question, call) => {
        if (question.type === undefined) return count(rows, question, call);
        return filtered(rows, (row) => call.world.data.backup(row).status === COMPLETED).length;
      },
    }),
  },
  {
    slug: 'unknown-parameter-fails',
    says: 'A parameter that the operation does not have makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts, { parameters }) => {
      const known = new Set(parameters.map(({ name }) => name));
      if ([...texts.keys()].some((name) => !known.has(name))) throw serverFault();
    }),
  },
];
