/** The boundary values of the contract, all derived from the document: what a thorough run visits whatever its seed. */
import type { Contract } from '../contract/contract.ts';
import { writeTime } from '../contract/time.ts';
import { LEAP_YEARS } from './instant.ts';
import { edgesOf, FARTHEST } from './whole-number.ts';
import type { TimeWindow } from './window.ts';
import { wrongNumbers } from './wrong-number.ts';
import { ZONES } from './zone.ts';

/** The largest offset that 64 bits with a sign hold, as text: a JavaScript number would round it. */
export const LAST_INT64 = String(2n ** 63n - 1n);

/** Valid limits at the bounds and next to them, smallest first: 1, 2, 99 and 100 by the document as published. */
export function limitBoundaries(contract: Contract): readonly number[] {
  return edgesOf(parameterNamed(contract, contract.operation.limit.parameter));
}

/** Invalid limits by text: one below, one above, negative, by a lot, and where 32 and 64 bits end. */
export function limitBreaks(contract: Contract): readonly string[] {
  return boundBreaks(contract, contract.operation.limit.parameter);
}

/** Invalid offsets by text: -1 and where 32 and 64 bits end. */
export function offsetBreaks(contract: Contract): readonly string[] {
  return boundBreaks(contract, contract.operation.offset.parameter);
}

/** Valid offsets around the start and the end of a list of `total` rows, and where 31 bits end, smallest first. */
export function offsetBoundaries(contract: Contract, total: number): readonly number[] {
  const { minimum } = contract.operation.offset;
  const offsets = [minimum, minimum + 1, total - 1, total, total + 1, FARTHEST - 1, FARTHEST];
  return [...new Set(offsets)].filter((offset) => offset >= minimum).sort((one, other) => one - other);
}

/** Every value of the type filter. */
export function typeBoundaries(contract: Contract): readonly string[] {
  return contract.operation.type.values;
}

/** Zones worth writing one instant in, in minutes east of UTC. */
export function zoneBoundaries(): readonly number[] {
  return ZONES;
}

/** The narrowest windows that touch an instant, in UTC: the second before it and the second after it. */
export function oneSecondWindows(second: number): readonly TimeWindow[] {
  return [second - 1, second].map((from) => ({ begin: writeTime(from), end: writeTime(from + 1) }));
}

/** Windows of exactly a leap day, and from the second before one to the second after it, in UTC. */
export function leapDayWindows(): readonly TimeWindow[] {
  return LEAP_YEARS.flatMap((year) => {
    const [from, to] = [Date.UTC(year, 1, 29) / 1000, Date.UTC(year, 2, 1) / 1000];
    return [0, 1].map((wider) => ({ begin: writeTime(from - wider), end: writeTime(to + wider) }));
  });
}

/** Valid windows around an instant whose texts sort the other way round than their instants. */
export function turnedWindows(second: number): readonly TimeWindow[] {
  return ZONES.flatMap((east) =>
    ZONES.filter((west) => west < east).map((west) => {
      // Halfway, the end's clock is behind the begin's by as much as the end itself is later.
      const later = second + (east - west) * 30;
      return { begin: writeTime(second, east), end: writeTime(later, west) };
    }),
  );
}

function boundBreaks(contract: Contract, name: string): readonly string[] {
  return wrongNumbers(parameterNamed(contract, name))
    .filter(({ fault }) => fault.constraint === 'minimum' || fault.constraint === 'maximum')
    .map(({ text }) => text);
}

function parameterNamed({ operation }: Contract, name: string) {
  const found = operation.parameters.find((parameter) => parameter.name === name);
  if (found === undefined) throw new RangeError(`the document has no parameter ${name}`);
  return found;
}
