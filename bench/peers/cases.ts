/** What a careful user of a scenario tool would ask for by hand: the document's rules, one request each. */
import type { Contract } from '../../src/contract/contract.ts';
import type { Place } from './place.ts';

export interface Case {
  readonly name: string;
  /** Parameters by name; the instance is among them unless the case is about its absence. */
  readonly query: Readonly<Record<string, string | number>>;
  readonly status: 200 | 400;
  /** Rows that the page must hold, where the user knows. */
  readonly rows?: number;
  /** Type of every row on the page. */
  readonly type?: string;
}

const WEEK = ['2018-08-01T00:00:00+0000', '2018-08-08T00:00:00+0000'] as const;

export function casesOf({ operation }: Contract, place: Place): readonly Case[] {
  const { limit, offset, type, window } = operation;
  const instance = { [operation.instance]: place.instances[0] ?? '' };
  const [from, to] = WEEK;
  const asks = (name: string, query: Case['query'], more: Partial<Case> = {}): Case => ({
    name,
    query: { ...instance, ...query },
    status: 200,
    ...more,
  });
  const refuses = (name: string, query: Case['query']): Case => asks(name, query, { status: 400 });
  return [
    asks('the plain list', {}, { rows: limit.default }),
    asks('one row', { [limit.parameter]: limit.minimum }, { rows: 1 }),
    asks('a full page', { [limit.parameter]: limit.maximum }, { rows: limit.maximum }),
    asks('the second page', { [offset.parameter]: 10, [limit.parameter]: 10 }, { rows: 10 }),
    asks('past the end', { [offset.parameter]: 100000 }, { rows: 0 }),
    ...type.values.map((value) =>
      asks(`type ${value}`, { [type.parameter]: value, [limit.parameter]: 10 }, { rows: 10, type: value }),
    ),
    asks('a week', { [window.begin]: from, [window.end]: to, [limit.parameter]: 10 }, { rows: 10 }),
    refuses('limit too small', { [limit.parameter]: limit.minimum - 1 }),
    refuses('limit too large', { [limit.parameter]: limit.maximum + 1 }),
    refuses('limit no number', { [limit.parameter]: 'abc' }),
    refuses('offset negative', { [offset.parameter]: -1 }),
    refuses('unknown type', { [type.parameter]: 'full' }),
    refuses('begin alone', { [window.begin]: from }),
    refuses('end alone', { [window.end]: to }),
    refuses('window reversed', { [window.begin]: to, [window.end]: from }),
    refuses('window of no length', { [window.begin]: from, [window.end]: from }),
    refuses('time without zone', { [window.begin]: from.slice(0, 19), [window.end]: to }),
    { name: 'no instance', query: {}, status: 400 },
  ];
}

export function targetOf({ operation }: Contract, place: Place, { query }: Case): string {
  const text = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return operation.path(place.project) + (text.length === 0 ? '' : `?${text.join('&')}`);
}
