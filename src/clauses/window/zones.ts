/** The zone in which an instant is written does not matter. */
import * as fc from 'fast-check';
import type { Ask } from '../../contract/operation.ts';
import { shrinkingTo } from '../../query/shrinking.ts';
import { validQuery } from '../../query/valid-query.ts';
import { writeWindow } from '../../query/window.ts';
import { UNUSED_ZONES, ZONES, zone } from '../../query/zone.ts';
import { type Clause, trials } from '../clause.ts';
import { ofRichest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { differentListings } from '../rows.ts';
import { betweenRows, spanIn } from './windows.ts';

interface Zoned {
  /** A query with a window. */
  readonly query: Ask;
  /** Zones, in minutes east of UTC, that begin and end are written in. */
  readonly zones: readonly [number, number];
  /** Whether the same dates and clocks are asked for in UTC just before. */
  readonly afterSameClock: boolean;
}

/** The same two instants written in other zones list the same. */
export const zoneInvariant: Clause = {
  slug: 'window.zone-invariant',
  budgetWeight: 2,
  check: trials<Zoned>({
    smokeProbes: 3,
    cost: 2,
    probes: (known, { operation }) => {
      const limit = operation.limit.maximum;
      // A shift by any time, and an end that belongs in some zones only, changes what these windows list.
      const queries = ofRichest(known, 2, (instance) =>
        betweenRows(instance).map((span) => ({ instance: instance.id, window: writeWindow(span), limit })),
      );
      const [one, some] = [queries.slice(0, 1), queries.slice(1, 2)];
      // Zones with parts of an hour and far ones find most faults: they come first.
      const zones = ZONES.filter((minutes) => minutes !== 0).reverse();
      const inEachZone = (query: Ask) => zones.map((minutes) => zoned(query, minutes, minutes));
      const mixed = queries.slice(0, 2).flatMap((query) => [zoned(query, 480, 0), zoned(query, -210, 345)]);
      const afterSameClock = [...one, ...some].flatMap((query) =>
        UNUSED_ZONES.map((minutes) => ({ ...zoned(query, minutes, minutes), afterSameClock: true })),
      );
      return [
        ...one.flatMap(inEachZone),
        ...some.flatMap((query) => inEachZone(query).slice(0, 3)),
        ...mixed,
        ...afterSameClock,
      ];
    },
    cases: (known, contract) =>
      fc.record({
        query: validQuery(contract, poolsOf(known, contract), { window: 'given' }),
        zones: fc.tuple(zone(), zone()),
        afterSameClock: shrinkingTo<boolean>(fc.constant(false), (after) => (after ? [false] : [])),
      }),
    trial: async ({ query, zones: [beginZone, endZone], afterSameClock }, deployment) => {
      const span = spanIn(query);
      const [utc, window] = [writeWindow(span), writeWindow(span, beginZone, endZone)];
      if (afterSameClock) {
        const sameClock = { from: span.from + beginZone * 60, to: span.to + endZone * 60 };
        await deployment.list({ ...query, window: writeWindow(sameClock) });
      }
      const [plain, zoned] = await Promise.all([
        deployment.list({ ...query, window: utc }),
        deployment.list({ ...query, window }),
      ]);
      return differentListings(
        plain,
        zoned,
        `the window ${window.begin} to ${window.end} as ${utc.begin} to ${utc.end}`,
        'zone-changes-answer',
      );
    },
  }),
};

function zoned(query: Ask, beginZone: number, endZone: number): Zoned {
  return { query, zones: [beginZone, endZone], afterSameClock: false };
}
