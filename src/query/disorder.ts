/** Windows whose end is not later than their begin: one end of a valid window is moved beyond the other. */
import * as fc from 'fast-check';
import type { TimeWindow } from '../contract/operation.ts';
import { writeTime } from '../contract/time.ts';
import type { WindowEnd } from './time-fields.ts';
import { secondOf, spellingsOfInstant, zone, zoneOf } from './zone.ts';

/** A new time for one end of a window, and how it then compares with the other. */
export interface Disorder {
  readonly end: WindowEnd;
  readonly text: string;
  readonly what: string;
}

const DAY = 86_400;

/**
 * Returns every fixed way to put a window out of order by one of its ends: equal as text, equal as instants in
 * another zone, reversed by a second and by a day, and reversed so that the texts still sort as if in order.
 */
export function disorders({ begin, end }: TimeWindow): readonly Disorder[] {
  const [from, to] = [secondOf(begin), secondOf(end)];
  const moveEnd =
    (what: string) =>
    (text: string): Disorder => ({ end: 'end', text, what });
  const moveBegin =
    (what: string) =>
    (text: string): Disorder => ({ end: 'begin', text, what });
  const afterBegin = (text: string) => text > begin;
  const beforeEnd = (text: string) => text < end;
  return [
    moveEnd('equal to')(begin),
    moveEnd('earlier than')(writeTime(from - DAY, zoneOf(begin))),
    moveBegin('equal to')(end),
    ...otherSpelling(begin, afterBegin).map(moveEnd('the same instant as')),
    ...otherSpelling(end, beforeEnd).map(moveBegin('the same instant as')),
    moveEnd('earlier than')(writeTime(from - 1, zoneOf(begin))),
    ...[1, DAY].map((by) => writeTime(to + by, zoneOf(end))).map(moveBegin('earlier than')),
    ...spellingsOf(from - 1)
      .filter(afterBegin)
      .slice(0, 1)
      .map(moveEnd(TURNED)),
    ...spellingsOf(to + 1)
      .filter(beforeEnd)
      .slice(0, 1)
      .map(moveBegin(TURNED)),
  ];
}

const TURNED = 'an earlier instant, though a later text, than';

/** The instant in another zone. A zone comes first in which the text looks as if the pair were in order. */
function otherSpelling(text: string, looksInOrder: (text: string) => boolean): readonly string[] {
  const others = spellingsOfInstant(text).filter((spelling) => spelling !== text);
  return [...others.filter(looksInOrder), ...others].slice(0, 1);
}

function spellingsOf(second: number): readonly string[] {
  return spellingsOfInstant(writeTime(second));
}

/** Ways to put a window out of order, by random times too. */
export function disorder(window: TimeWindow): fc.Arbitrary<Disorder> {
  const [from, to] = [secondOf(window.begin), secondOf(window.end)];
  const what = 'not later than';
  const by = fc.tuple(fc.nat(FARTHEST_APART), zone());
  return fc.oneof(
    fc.constantFrom(...disorders(window)),
    by.map(
      ([seconds, minutes]): Disorder => ({ end: 'end', text: writeTime(from - seconds, minutes), what }),
    ),
    by.map(
      ([seconds, minutes]): Disorder => ({ end: 'begin', text: writeTime(to + seconds, minutes), what }),
    ),
  );
}

const FARTHEST_APART = 20 * 366 * DAY;
