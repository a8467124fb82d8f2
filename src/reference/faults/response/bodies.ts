/** Faults in the list as a whole: its frame, its media type, its text. */
import type { Fault } from '../../fault.ts';
import { Written } from '../../json-text.ts';
import { Refusal } from '../../refusal.ts';
import type { Change } from '../../stages.ts';
import { listSent, listWritten } from '../mutations.ts';

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
    const { respond } = { ...stages, ...change(stages) };
    const empty = new WeakSet<object>();
    return {
      page: (rows, query, call) => {
        const cut = stages.page(rows, query, call);
        if (cut.length === 0) empty.add(call.request);
        return cut;
      },
      respond: (outcome, call) =>
        empty.has(call.request) ? respond(outcome, call) : stages.respond(outcome, call),
    };
  };
}

const frames: readonly Fault[] = [
  {
    slug: 'no-rows-null',
    description: 'An empty page has null for its backups.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: whenEmpty(
      listWritten((list, { deployment }) => ({ ...list, [deployment.operation.fields.rows]: null })),
    ),
  },
  {
    slug: 'no-rows-missing',
    description: 'An empty page has no backups field.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: whenEmpty(
      listWritten((list, { deployment }) => ({ ...list, [deployment.operation.fields.rows]: undefined })),
    ),
  },
  {
    slug: 'no-rows-404',
    description: 'An empty page is answered with 404.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: whenEmpty(({ respond }) => ({
      respond: (_outcome, call) => respond(new Refusal(404, 'DBS.201010', 'There are no backups.'), call),
    })),
  },
  {
    slug: 'no-rows-204',
    description: 'An empty page is answered with 204 and no body.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: whenEmpty(listSent((answer) => ({ ...answer, status: 204, body: '' }))),
  },
  {
    slug: 'wrapped-in-data',
    description: 'The list stands within an object called data.',
    caughtBy: ['response.schema'],
    change: listWritten((list) => ({ data: list })),
  },
  {
    slug: 'bare-array',
    description: 'The body is the array of backups alone.',
    caughtBy: ['response.schema'],
    change: listWritten((list, { deployment }) => list[deployment.operation.fields.rows] ?? null),
  },
  {
    slug: 'total-missing',
    description: 'There is no total.',
    caughtBy: ['response.schema'],
    change: listWritten((list, { deployment }) => ({
      ...list,
      [deployment.operation.fields.total]: undefined,
    })),
  },
  {
    slug: 'total-null-beyond-first-page',
    description: 'Pages other than the first have null for the total.',
    caughtBy: ['response.schema'],
    change: ({ renderList }) => ({
      renderList: (page, query, call) => {
        const list = renderList(page, query, call);
        return query.offset === 0 ? list : { ...list, [call.deployment.operation.fields.total]: null };
      },
    }),
  },
  {
    slug: 'rows-by-id',
    description: 'The backups are an object with ids for names.',
    caughtBy: ['response.schema'],
    change: ({ renderList }) => ({
      renderList: (page, query, call) => {
        const rows = Object.fromEntries(page.rows.map((row, place) => [String(place), row]));
        return { ...renderList(page, query, call), [call.deployment.operation.fields.rows]: rows };
      },
    }),
  },
  {
    slug: 'camel-case-fields',
    description: 'Fields are named in camel case.',
    caughtBy: ['response.schema'],
    change: retyped((text) =>
      text.replace(/"([a-z]+)_([a-z])([a-z]+)":/g, (_all, start: string, letter: string, rest: string) => {
        return `"${start}${letter.toUpperCase()}${rest}":`;
      }),
    ),
  },
  {
    slug: 'field-twice',
    description: 'Some backups name their status twice.',
    caughtBy: ['response.unique-keys'],
    change: ({ renderList }) => ({
      renderList: (page, query, call) => {
        const { status } = call.deployment.operation.fields;
        const rows = page.rows.map((row, place) =>
          place % 50 === 7 ? new Written(row.text.replace('{', `{"${status}":"",`)) : row,
        );
        return renderList({ ...page, rows }, query, call);
      },
    }),
  },
];

const statuses: readonly Fault[] = [
  {
    slug: 'list-201',
    description: 'A list is answered with 201.',
    caughtBy: ['response.status'],
    change: listSent((answer) => ({ ...answer, status: 201 })),
  },
  {
    slug: 'list-206',
    description: 'A page that is not the whole list is answered with 206.',
    caughtBy: ['response.status'],
    change: ({ page, respond }) => {
      const partial = new WeakSet<object>();
      return {
        page: (rows, query, call) => {
          const cut = page(rows, query, call);
          if (cut.length < rows.length) partial.add(call.request);
          return cut;
        },
        respond: (outcome, call) => {
          const answer = respond(outcome, call);
          return partial.has(call.request) ? { ...answer, status: 206 } : answer;
        },
      };
    },
  },
];

const pages: readonly Fault[] = [
  {
    slug: 'later-page-206',
    description: 'A page that begins within the list is answered with 206.',
    caughtBy: ['response.status'],
    change: ({ page, respond }) => {
      const later = new WeakSet<object>();
      return {
        page: (rows, query, call) => {
          const cut = page(rows, query, call);
          if (query.offset > 0 && cut.length > 0) later.add(call.request);
          return cut;
        },
        respond: (outcome, call) => {
          const answer = respond(outcome, call);
          return later.has(call.request) ? { ...answer, status: 206 } : answer;
        },
      };
    },
  },
];

const texts: readonly Fault[] = [
  {
    slug: 'media-type-html',
    description: 'A list is sent as text/html.',
    caughtBy: ['response.media-type'],
    change: typedAs('text/html;charset=utf-8'),
  },
  {
    slug: 'media-type-text',
    description: 'A list is sent as text/plain.',
    caughtBy: ['response.media-type'],
    change: typedAs('text/plain'),
  },
  {
    slug: 'media-type-missing',
    description: 'A list is sent without a media type.',
    caughtBy: ['response.media-type'],
    change: listSent((answer) => {
      const { 'Content-Type': _type, ...headers } = answer.headers;
      return { ...answer, headers };
    }),
  },
  {
    slug: 'not-utf-8',
    description: 'A list is sent in Latin-1.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => Buffer.from(text, 'latin1')),
  },
  {
    slug: 'body-cut-off',
    description: 'The body of a full page is cut off before its end.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => (text.length > 20_000 ? text.slice(0, -10) : text)),
  },
  {
    slug: 'trailing-comma',
    description: 'A comma stands behind the last backup.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => text.replace('}],', '},],')),
  },
  {
    slug: 'second-body',
    description: 'Behind the list stands a second JSON value.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => `${text}{}`),
  },
  {
    slug: 'sample-number',
    description: 'The size of some backups is written 2803. as in the printed sample.',
    caughtBy: ['response.media-type'],
    change: retyped((text) => text.replace(/("size":[0-9]+),/, '$1.,')),
  },
];

export const bodyFaults: readonly Fault[] = [...frames, ...statuses, ...pages, ...texts];
