/** Faults in looking up a backup by its id. */
import type { Fault } from '../../fault.ts';
import { Written } from '../../json-text.ts';
import type { Question } from '../../question.ts';
import { filtered, listed, noRows, slice, toArray } from '../../rows.ts';
import type { Change, Stages } from '../../stages.ts';
import { everyRow } from '../every-row.ts';
import { like } from '../like.ts';
import { misunderstood, serverFault } from '../making.ts';

/** Finds backups by their ids in another way than by equality. */
function idMatched(matches: (id: string, asked: string) => boolean): Change {
  return ({ select }) => ({
    select: (shelf, question, call) => {
      const { id, ...rest } = question;
      if (id === undefined) return select(shelf, question, call);
      const { data } = call.world;
      return filtered(select(shelf, rest, call), (row) => matches(data.backup(row).id, id));
    },
  });
}

/** What happens to an id under which the instance has no backup. */
function unknownId(select: Stages['select']): Change {
  return (stages) => ({
    select: (shelf, question, call) => {
      const { type: _type, ...untyped } = question;
      const isUnknown = question.id !== undefined && stages.select(shelf, untyped, call).length === 0;
      return isUnknown ? select(shelf, question, call) : stages.select(shelf, question, call);
    },
  });
}

/** Where a backup id is asked for, forgets another part of the question. */
function idOverrides(forget: (question: Question) => Question): Change {
  return misunderstood((question) => (question.id === undefined ? question : forget(question)));
}

export const idFaults: readonly Fault[] = [
  {
    slug: 'id-ignored',
    says: 'The backup id is read and then forgotten.',
    caughtBy: ['filters.id-exact', 'filters.combine'],
    change: misunderstood(({ id: _id, ...question }) => question),
  },
  {
    slug: 'id-matched-by-start',
    says: 'The beginning of a backup id is enough.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.startsWith(asked)),
  },
  {
    slug: 'id-ending-ignored',
    says: 'Only the first 32 characters of a backup id are compared.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.slice(0, 32) === asked.slice(0, 32)),
  },
  {
    slug: 'id-found-anywhere',
    says: 'A part of a backup id is enough, wherever it stands.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => id.includes(asked)),
  },
  {
    slug: 'id-prefix-ignored',
    says: 'Whatever stands before a backup id is passed over.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.endsWith(id)),
  },
  {
    slug: 'ids-by-comma',
    says: 'A backup id is cut at its commas, and every part looked up.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => asked.split(',').includes(id)),
  },
  {
    slug: 'id-wildcards',
    says: 'A backup id is matched with LIKE, so that % and _ stand for anything.',
    caughtBy: ['filters.id-exact'],
    change: idMatched((id, asked) => like(asked).test(id)),
  },
  {
    slug: 'id-crosses-instances',
    says: 'A backup is found by its id under whatever instance.',
    caughtBy: ['filters.id-of-other-instance'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const { data } = call.world;
        if (question.id === undefined) return select(shelf, question, call);
        const owners = data.shelvesOf(shelf.project).map((one) => select(one, question, call));
        return owners.find((rows) => rows.length > 0) ?? noRows;
      },
    }),
  },
  {
    slug: 'id-ignores-type',
    says: 'Where a backup id is given, the backup type is not looked at.',
    caughtBy: ['filters.combine'],
    change: idOverrides(({ type: _type, ...question }) => question),
  },
  {
    slug: 'id-ignores-window',
    says: 'Where a backup id is given, the window is not looked at.',
    caughtBy: ['filters.combine', 'window.sound'],
    change: idOverrides(({ window: _window, ...question }) => question),
  },
  {
    slug: 'id-ignores-offset',
    says: 'Where a backup id is given, the offset is not looked at.',
    caughtBy: ['pagination.end-is-empty'],
    change: idOverrides((question) => ({ ...question, offset: 0 })),
  },
  {
    slug: 'id-total-of-instance',
    says: 'Where a backup id is given, the total counts all backups of the instance.',
    caughtBy: ['filters.id-exact', 'pagination.total-filtered'],
    change: ({ count }) => ({
      count: (rows, question, call) =>
        question.id === undefined ? count(rows, question, call) : everyRow(question, call).length,
    }),
  },
  {
    slug: 'id-shows-other-row',
    says: 'A backup id shows the backup next to the one it names.',
    caughtBy: ['filters.id-exact'],
    change: ({ page }) => ({
      page: (rows, question, call) => {
        const cut = toArray(page(rows, question, call));
        if (question.id === undefined) return listed(cut);
        const { from, to } = call.stages.find(question, call);
        return listed(cut.map((row) => (row + 1 < to ? row + 1 : from)));
      },
    }),
  },
  {
    slug: 'id-shows-other-size',
    says: 'A backup looked up by its id is shown with another size than in the list.',
    caughtBy: ['filters.id-exact'],
    change: ({ render }) => ({
      render: (page, question, call) => {
        if (question.id === undefined) return render(page, question, call);
        const { size } = call.world.operation.fields;
        const rows = page.rows.map(({ text }) => new Written(text.replace(`"${size}":`, `"${size}":1`)));
        return render({ ...page, rows }, question, call);
      },
    }),
  },
  {
    slug: 'unknown-id-lists-all',
    says: 'An unknown backup id is answered with the whole list.',
    caughtBy: ['filters.id-exact'],
    // Rows are put in order after they are selected.
    change: unknownId((shelf, _question, call) => call.world.data.rowsOf(shelf)),
  },
  {
    slug: 'unknown-id-lists-oldest',
    says: 'An unknown backup id is answered with another backup.',
    caughtBy: ['filters.id-exact'],
    change: unknownId((_shelf, question, call) => slice(everyRow(question, call), 0, 1)),
  },
  {
    slug: 'unknown-id-fails',
    says: 'An unknown backup id makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: unknownId(() => {
      throw serverFault();
    }),
  },
];
