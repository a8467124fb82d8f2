/** Instants are instants, in whatever zone they are written. */
import * as fc from 'fast-check';
import { type Clause, trials } from '../clause.ts';
import { askFor } from '../filter.ts';
import { differentListings } from '../rows.ts';
import { anyWindow, certainWindows, type Windowed } from './windows.ts';

interface Zoned extends Windowed {
  /** Zones, in minutes east of UTC, that begin and end are written in. */
  readonly zones: readonly [number, number];
  /** Whether the same dates and clocks are asked for in UTC just before. */
  readonly afterSameClock?: boolean;
}

const ZONES = [-210, 840, 345, 480, 330, -720, 0, -480, 60];
/** No other case writes a time in these, so that none can have been kept from before. */
const UNUSED_ZONES = [540, -540];

/** The same two instants written in other zones give the same answer. */
export const zoneInvariant: Clause = {
  slug: 'window.zone-invariant',
  budgetWeight: 2,
  check: trials<Zoned>({
    smokeProbes: 3,
    cost: 2,
    probes: (known) => {
      const windows = certainWindows(known);
      const plain = windows
        .slice(0, 1)
        .flatMap((window) => ZONES.map((zone) => ({ ...window, zones: [zone, zone] as const })));
      const mixed = windows.slice(1, 4).flatMap((window) =>
        [
          [480, 0],
          [-210, 345],
        ].map(([one, other]) => ({ ...window, zones: [one ?? 0, other ?? 0] as const })),
      );
      const wide = windows
        .slice(1, 2)
        .flatMap((window) => ZONES.map((zone) => ({ ...window, zones: [zone, zone] as const })));
      const afterSameClock = windows
        .slice(0, 2)
        .flatMap((window) =>
          UNUSED_ZONES.map((zone) => ({ ...window, zones: [zone, zone] as const, afterSameClock: true })),
        );
      return [...plain, ...wide, ...mixed, ...afterSameClock];
    },
    cases: (known, contract) =>
      fc
        .tuple(anyWindow(known, contract), fc.constantFrom(...ZONES), fc.constantFrom(...ZONES))
        .map(([window, one, other]) => ({ ...window, zones: [one, other] as const })),
    trial: async ({ zones: [beginZone, endZone], afterSameClock, ...window }, deployment) => {
      const { operation } = deployment.contract;
      const utc = askFor(window);
      const begin = askFor({ ...window, span: { ...window.span, zone: beginZone } }).begin;
      const end = askFor({ ...window, span: { ...window.span, zone: endZone } }).end;
      if (afterSameClock === true) {
        const { from, to } = window.span;
        const sameClock = { from: from + beginZone * 60, to: to + endZone * 60 };
        await deployment.list(askFor({ ...window, span: sameClock }, { limit: operation.limit.maximum }));
      }
      const [plain, zoned] = await Promise.all([
        deployment.list({ ...utc, limit: operation.limit.maximum }),
        deployment.list({ ...utc, begin, end, limit: operation.limit.maximum }),
      ]);
      return differentListings(plain, zoned, `the window ${begin} to ${end} as ${utc.begin} to ${utc.end}`);
    },
  }),
};
