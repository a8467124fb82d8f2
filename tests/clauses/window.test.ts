/** The clauses about the window of time. */
import { asks, lists, refuses, testChapter } from './wrong.ts';

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/;
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const begin = (query: URLSearchParams) => query.get('begin_time') ?? '';
const end = (query: URLSearchParams) => query.get('end_time') ?? '';
const days = (query: URLSearchParams) => (Date.parse(end(query)) - Date.parse(begin(query))) / DAY;

const withoutWindow = (isIgnored: (query: URLSearchParams) => boolean) =>
  asks((query) => {
    if (!isIgnored(query)) return;
    query.delete('begin_time');
    query.delete('end_time');
  });

/** Looks at the last hour of some windows only. */
const cut = (isCut: (query: URLSearchParams) => boolean) =>
  asks((query) => {
    if (!(days(query) > 1 / 24) || !isCut(query)) return;
    const anHourEarlier = new Date(Date.parse(end(query)) - HOUR).toISOString();
    query.set('begin_time', `${anHourEarlier.slice(0, 19)}+0000`);
  });

testChapter('window', {
  'window.begin-needs-end': withoutWindow((query) => !query.has('end_time')),
  'window.end-needs-begin': withoutWindow((query) => !query.has('begin_time')),
  'window.end-after-begin': withoutWindow((query) => days(query) <= 0),
  'window.instants-not-text': refuses(({ query }) => begin(query) > end(query)),
  'window.format': withoutWindow((query) => !(FORM.test(begin(query)) && FORM.test(end(query)))),
  'window.calendar': withoutWindow((query) => Number.isNaN(days(query))),
  'window.sound': withoutWindow(() => true),
  'window.complete': lists(({ backups, total_count }, query) =>
    begin(query) === ''
      ? { backups, total_count }
      : { backups: backups.slice(1), total_count: total_count - 1 },
  ),
  'window.zone-invariant': refuses(({ query }) => /[+-]\d\d30$/.test(begin(query))),
  'window.monotone': cut(() => true),
  'window.additive': cut(() => true),
  'window.pages': asks((query) => query.has('begin_time') && query.delete('offset')),
  'window.whole-history': cut((query) => begin(query).startsWith('1970')),
  'window.raw-plus': refuses(({ text }) => text.includes('+')),
});
