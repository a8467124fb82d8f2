/** Faults in the list as a whole: its envelope, its status, its media type, its text. */
import type { Fields } from '../../../contract/roles.ts';
import { changeList, changeListAnswer } from '../../changes.ts';
import { Refusal } from '../../errors.ts';
import { Written } from '../../json-text.ts';
import type { Fault } from '../../mutation.ts';
import type { Rows } from '../../rows.ts';
import type { Change, ListQuery } from '../../stages.ts';

/** Changes the text of a list's body. */
function changeText(change: (text: string, fields: Fields) => string | Uint8Array): Change {
  return changeListAnswer((answer, { deployment }) =>
    typeof answer.body === 'string'
      ? { ...answer, body: change(answer.body, deployment.operation.fields) }
      : answer,
  );
}

function typedAs(mediaType: string): Change {
  return changeListAnswer((answer) => ({
    ...answer,
    headers: { ...answer.headers, 'Content-Type': mediaType },
  }));
}

function answeredWith(status: number): Change {
  return changeListAnswer((answer) => ({ ...answer, status }));
}

/** Changes how some pages are answered. */
function onPages(isMeant: (page: Rows, list: Rows, query: ListQuery) => boolean, change: Change): Change {
  return (stages) => {
    const { respond } = { ...stages, ...change(stages) };
    const meant = new WeakSet<object>();
    return {
      page: (list, query, call) => {
        const page = stages.page(list, query, call);
        if (isMeant(page, list, query)) meant.add(call.request);
        return page;
      },
      respond: (outcome, call) => (meant.has(call.request) ? respond : stages.respond)(outcome, call),
    };
  };
}

const onEmptyPages = (change: Change) => onPages((page) => page.length === 0, change);

const envelopes: readonly Fault[] = [
  {
    slug: 'no-rows-null',
    description: 'An empty page has null for its backups.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: onEmptyPages(changeList((list, fields) => ({ ...list, [fields.rows]: null }))),
  },
  {
    slug: 'no-rows-missing',
    description: 'An empty page has no backups field.',
    caughtBy: ['response.schema', 'pagination.end-is-empty'],
    change: onEmptyPages(changeList((list, fields) => ({ ...list, [fields.rows]: undefined }))),
  },
  {
    slug: 'no-rows-404',
    description: 'An empty page is answered with 404.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: onEmptyPages(({ respond }) => ({
      respond: (_outcome, call) => respond(new Refusal(404, 'DBS.201010', 'There are no backups.'), call),
    })),
  },
  {
    slug: 'no-rows-204',
    description: 'An empty page is answered with 204 and no body.',
    caughtBy: ['response.status', 'pagination.end-is-empty'],
    change: onEmptyPages(changeListAnswer((answer) => ({ ...answer, status: 204, body: '' }))),
  },
  {
    slug: 'wrapped-in-data',
    description: 'The list is inside an object called data.',
    caughtBy: ['response.schema'],
    change: changeList((list) => ({ data: list })),
  },
  {
    slug: 'bare-array',
    description: 'The body is the array of backups alone.',
    caughtBy: ['response.schema'],
    change: changeList((list, fields) => list[fields.rows] ?? null),
  },
  {
    slug: 'total-missing',
    description: 'There is no total.',
    caughtBy: ['response.schema'],
    change: changeList((list, fields) => ({ ...list, [fields.total]: undefined })),
  },
  {
    slug: 'total-null-beyond-first-page',
    description: 'Pages other than the first have null for the total.',
    caughtBy: ['response.schema'],
    change: onPages(
      (_page, _list, { offset }) => offset > 0,
      changeList((list, fields) => ({ ...list, [fields.total]: null })),
    ),
  },
  {
    slug: 'rows-by-id',
    description: 'The backups are an object with numbers for names, in place of an array.',
    caughtBy: ['response.schema'],
    change: changeList((list, fields) => ({ ...list, [fields.rows]: { ...Object(list[fields.rows]) } })),
  },
  {
    slug: 'camel-case-fields',
    description: 'Fields are named in camel case.',
    caughtBy: ['response.schema'],
    change: changeText((text) =>
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
    change: answeredWith(201),
  },
  {
    slug: 'list-206',
    description: 'A page that is not the whole list is answered with 206.',
    caughtBy: ['response.status'],
    change: onPages((page, list) => page.length < list.length, answeredWith(206)),
  },
  {
    slug: 'later-page-206',
    description: 'A page that begins within the list is answered with 206.',
    caughtBy: ['response.status'],
    change: onPages((page, _list, { offset }) => offset > 0 && page.length > 0, answeredWith(206)),
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
    change: changeListAnswer((answer) => {
      const { 'Content-Type': _type, ...headers } = answer.headers;
      return { ...answer, headers };
    }),
  },
  {
    slug: 'not-utf-8',
    description: 'A list is sent in Latin-1.',
    caughtBy: ['response.media-type'],
    change: changeText((text) => Buffer.from(text, 'latin1')),
  },
  {
    slug: 'body-cut-off',
    description: 'The body of a full page is cut off before its end.',
    caughtBy: ['response.media-type'],
    change: changeText((text) => (text.length > 20_000 ? text.slice(0, -10) : text)),
  },
  {
    slug: 'trailing-comma',
    description: 'There is a comma after the last backup.',
    caughtBy: ['response.media-type'],
    change: changeText((text) => text.replace('}],', '},],')),
  },
  {
    slug: 'second-body',
    description: 'After the list comes a second JSON value.',
    caughtBy: ['response.media-type'],
    change: changeText((text) => `${text}{}`),
  },
  {
    slug: 'sample-number',
    description: 'The size of some backups is written like 2803. in the printed sample.',
    caughtBy: ['response.media-type'],
    change: changeText((text, { size }) => text.replace(new RegExp(`("${size}":[0-9]+),`), '$1.,')),
  },
];

export const bodyFaults: readonly Fault[] = [...envelopes, ...statuses, ...texts];
