/** Faults in the list as a whole: its frame, its media type, its text. */
import type { Fault } from '../../fault.ts';
import { Written } from '../../json-text.ts';
import { Refusal } from '../../refusal.ts';
import type { Change } from '../../stages.ts';
import { listSent, listWritten } from '../making.ts';

/** Changes the text of a list's body. */
function retyped(change: (text: string) => string | Uint8Array): Change {
  return listSent((answer) =>
    typeof answer.body === 'string' ? { ...answer, body: change(answer.body) } : answer,
  );
}

function typedAs(mediaType: string): Change {
  return listSent((answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': mediaType } }));
}

/** Answers some lists in another way. */
function whenEmpty(change: Change): Change {
  return (stages) => {
    const { send } = { ...stages, ...change(stages) };
    const empty = new WeakSet<object>();
    return {
      page: (rows, question, call) => {
        const cut = stages.page(rows, question, call);
        if (cut.length === 0) empty.add(call.request);
        return cut;
      },
      send: (outcome, call) => (empty.has(call.request) ? send(outcome, call) : stages.send(outcome, call)),
    };
  };
}

const frames: readonly Fault[] = [
  {
    slug: 'no-rows-null',
    says: 'An empty page has null for its backups.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: whenEmpty(listWritten((list, { world }) => ({ ...list, [world.operation.fields.rows]: null }))),
  },
  {
    slug: 'no-rows-missing',
    says: 'An empty page has no backups field.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: whenEmpty(
      listWritten((list, { world }) => ({ ...list, [world.operation.fields.rows]: undefined })),
    ),
  },
  {
    slug: 'no-rows-404',
    says: 'An empty page is answered with 404.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: whenEmpty(({ send }) => ({
      send: (_outcome, call) => send(new Refusal(404, 'DBS.201010', 'There are no backups.'), call),
    })),
  },
  {
    slug: 'no-rows-204',
    says: 'An empty page is answered with 204 and no body.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: whenEmpty(listSent((answer) => ({ ...answer, status: 204, body: '' }))),
  },
  {
    slug: 'wrapped-in-data',
    says: 'The list stands within an object called data.',
    caughtBy: ['response.schema'],
    change: listWritten((list) => ({ data: list })),
  },
  {
    slug: 'bare-array',
    says: 'The body is the array of backups alone.',
    caughtBy: ['response.schema'],
    change: listWritten((list, { world }) => list[world.operation.fields.rows] ?? null),
  },
  {
    slug: 'total-missing',
    says: 'There is no total.',
    caughtBy: ['response.schema'],
    change: listWritten((list, { world }) => ({ ...list, [world.operation.fields.total]: undefined })),
  },
  {
    slug: 'total-null-beyond-first-page',
    says: 'Pages other than the first have null for the total.',
    caughtBy: ['response.schema'],
    change: ({ render }) => ({
      render: (page, question, call) => {
        const list = render(page, question, call);
        return question.offset === 0 ? list : { ...list, [call.world.operation.fields.total]: null };
      },
    }),
  },
  {
    slug: 'rows-by-id',
    says: 'The backups are an object with ids for names.',
    caughtBy: ['response.schema'],
    change: ({ render }) => ({
      render: (page, question, call) => {
        const rows = Object.fromEntries(page.rows.map((row, place) => [String(place), row]));
        return { ...render(page, question, call), [call.world.operation.fields.rows]: rows };
      },
    }),
  },
  {
    slug: 'camel-case-fields',
    says: 'Fields are named in camel case.',
    caughtBy: ['response.schema'],
    change: retyped((text) =>
      text.replace(/"([a-z]+)_([a-z])([a-z]+)":/g, (_all, start: string, letter: string, rest: string) => {
        return `"${start}${letter.toUpperCase()}${rest}":`;
      }),
    ),
  },
  {
    slug: 'field-twice',
    says: 'Some backups name their status twice.',
    caughtBy: ['response.unique-keys'],
    change: ({ render }) => ({
      render: (page, question, call) => {
        const { status } = call.world.operation.fields;
        const rows = page.rows.map((row, place) =>
          place % 50 === 7 ? new Written(row.text.replace('{', `{"${status}":"",`)) : row,
        );
        return render({ ...page, rows }, question, call);
      },
    }),
  },
];

const statuses: readonly Fault[] = [
  {
    slug: 'list-201',
    says: 'A list is answered with 201.',
    caughtBy: ['response.status'],
    change: listSent((answer) => ({ ...answer, status: 201 })),
  },
  {
    slug: 'list-206',
    says: 'A page that is not the whole list is answered with 206.',
    caughtBy: ['response.status'],
    change: ({ page, send }) => {
      const partial = new WeakSet<object>();
      return {
        page: (rows, question, call) => {
          const cut = page(rows, question, call);
          if (cut.length < rows.length) partial.add(call.request);
          return cut;
        },
        send: (outcome, call) => {
          const answer = send(outcome, call);
          return partial.has(call.request) ? { ...answer, status: 206 } : answer;
        },
      };
    },
  },
];

const pages: readonly Fault[] = [
  {
    slug: 'later-page-206',
    says: 'A page that begins within the list is answered with 206.',
    caughtBy: ['response.status'],
    change: ({ page, send }) => {
      const later = new WeakSet<object>();
      return {
        page: (rows, question, call) => {
          const cut = page(rows, question, call);
          if (question.offset > 0 && cut.length > 0) later.add(call.request);
          return cut;
        },
        send: (outcome, call) => {
          const answer = send(outcome, call);
          return later.has(call.request) ? { ...answer, status: 206 } : answer;
        },
      };
    },
  },
];

const texts: readonly Fault[] = [
  {
    slug: 'media-type-html',
    says: 'A list is sent as text/html.',
    caughtBy: ['response.media-type'],
    change: typedAs('text/html;charset=utf-8'),
  },
  {
    slug: 'media-type-text',
    says: 'A list is sent as text/plain.',
    caughtBy: ['response.media-type'],
    change: typedAs('text/plain'),
  },
  {
    slug: 'media-type-missing',
    says: 'A list is sent without a media type.',
    caughtBy: ['response.media-type'],
    change: listSent((answer) => {
      const { 'Content-Type': _type, ...headers } = answer.headers;
      return { ...answer, headers };
    }),
  },
  {
    slug: 'not-utf-8',
    says: 'A list is sent in Latin-1.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => Buffer.from(text, 'latin1')),
  },
  {
    slug: 'body-cut-off',
    says: 'The body of a full page is cut off before its end.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => (text.length > 20_000 ? text.slice(0, -10) : text)),
  },
  {
    slug: 'trailing-comma',
    says: 'A comma stands behind the last backup.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => text.replace('}],', '},],')),
  },
  {
    slug: 'second-body',
    says: 'Behind the list stands a second JSON value.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => `${text}{}`),
  },
  {
    slug: 'sample-number',
    says: 'The size of some backups is written 2803. as in the printed sample.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => text.replace(/("size":[0-9]+),/, '$1.,')),
  },
];

export const bodyFaults: readonly Fault[] = [...frames, ...statuses, ...pages, ...texts];
