/** Faults in judging the two ends of a window together. */
import type { ListOperation } from '../../../contract/operation.ts';
import { readTimeParts, type TimeParts } from '../../../contract/time.ts';
import { rewriteTexts, type Texts } from '../../changes.ts';
import type { Fault } from '../../mutation.ts';
import type { Change, Stages } from '../../stages.ts';
import { acceptPairs, DAY, HOUR, MINUTE, type WindowEnd, wallSeconds, YEAR, zoneSeconds } from './changes.ts';

/** Changes a query that has one end of a window and not the other. */
function halfPair(
  present: 'begin' | 'end',
  mend: (texts: Texts, names: ListOperation['window']) => void,
): Change {
  const absent = present === 'begin' ? 'end' : 'begin';
  return rewriteTexts((texts, { window }) => {
    if (texts.has(window[present]) && !texts.has(window[absent])) mend(texts, window);
  });
}

/** Accepts a window that ends before it begins, and lists it in this way. */
function reversedPair(inWindow: (stages: Stages) => Stages['inWindow']): Change {
  return (stages) => ({
    ...acceptPairs((begin, end) => begin.instant !== end.instant)(stages),
    inWindow: inWindow(stages),
  });
}

const partOf = (part: (parts: TimeParts) => number, { text }: WindowEnd) => {
  const parts = readTimeParts(text);
  return parts === undefined ? 0 : part(parts);
};

export const pairFaults: readonly Fault[] = [
  {
    slug: 'begin-alone-accepted',
    description: 'A begin time without an end time lists everything since.',
    caughtBy: ['window.begin-needs-end'],
    change: halfPair('begin', (texts, { end }) => texts.set(end, ['9999-12-31T23:59:59+0000'])),
  },
  {
    slug: 'end-alone-accepted',
    description: 'An end time without a begin time lists everything before.',
    caughtBy: ['window.end-needs-begin'],
    change: halfPair('end', (texts, { begin }) => texts.set(begin, ['0001-01-01T00:00:00+0000'])),
  },
  {
    slug: 'begin-alone-ignored',
    description: 'A begin time without an end time counts as none.',
    caughtBy: ['window.begin-needs-end'],
    change: halfPair('begin', (texts, { begin }) => texts.delete(begin)),
  },
  {
    slug: 'end-alone-ignored',
    description: 'An end time without a begin time counts as none.',
    caughtBy: ['window.end-needs-begin'],
    change: halfPair('end', (texts, { end }) => texts.delete(end)),
  },
  {
    slug: 'reversed-pair-empty-list',
    description: 'A window that ends before it begins is answered with an empty list.',
    caughtBy: ['window.end-after-begin'],
    change: reversedPair(({ inWindow }) => inWindow),
  },
  {
    slug: 'reversed-pair-ignored',
    description: 'A window that ends before it begins counts as none.',
    caughtBy: ['window.end-after-begin'],
    change: reversedPair(({ inWindow }) => (rows, window, call) => {
      return window.to < window.from ? rows : inWindow(rows, window, call);
    }),
  },
  {
    slug: 'reversed-pair-swapped',
    description: 'The ends of a window that ends before it begins are swapped.',
    caughtBy: ['window.end-after-begin'],
    change: reversedPair(({ inWindow }) => (rows, { from, to }, call) => {
      return inWindow(rows, { from: Math.min(from, to), to: Math.max(from, to) }, call);
    }),
  },
  {
    slug: 'equal-pair-accepted',
    description: 'A window may end in the second it begins.',
    caughtBy: ['window.end-after-begin'],
    change: acceptPairs((begin, end) => end.instant >= begin.instant),
  },
  {
    slug: 'pair-compared-as-text',
    description: 'Begin and end of a window are compared as texts.',
    caughtBy: ['window.instants-not-text', 'window.zone-invariant'],
    change: acceptPairs((begin, end) => end.text > begin.text),
  },
  {
    slug: 'pair-compared-by-wall-clock',
    description: 'Begin and end of a window are compared without their zones.',
    caughtBy: ['window.instants-not-text', 'window.zone-invariant'],
    change: acceptPairs((begin, end) => partOf(wallSeconds, end) > partOf(wallSeconds, begin)),
  },
  {
    slug: 'summer-time-allowed',
    description:
      'Where its zones are an hour apart, as in summer and winter, a window may end some minutes before it begins.',
    caughtBy: ['window.instants-not-text'],
    change: acceptPairs((begin, end) => {
      const isHourApart = Math.abs(partOf(zoneSeconds, begin) - partOf(zoneSeconds, end)) === HOUR;
      const early = begin.instant - end.instant;
      return early < 0 || (isHourApart && early >= MINUTE && early < HOUR);
    }),
  },
  {
    slug: 'same-day-refused',
    description: 'A window within one day is refused.',
    caughtBy: ['response.status', 'window.zone-invariant', 'window.complete'],
    change: acceptPairs((begin, end) => Math.floor(end.instant / DAY) > Math.floor(begin.instant / DAY)),
  },
  {
    slug: 'long-window-refused',
    description: 'A window longer than a year is refused.',
    caughtBy: ['window.whole-history', 'response.status'],
    change: acceptPairs((begin, end) => end.instant > begin.instant && end.instant - begin.instant <= YEAR),
  },
];
