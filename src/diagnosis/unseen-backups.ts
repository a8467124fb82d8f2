/** Backups that a list counts and that no page has shown: the run looked at a part of the list. */
import type { FixedBackup, FixedInstance } from '../reference/fixed-dataset.ts';
import { shownId } from './recovered-backups.ts';

/** One answer to an unfiltered question. */
export interface PlainPage {
  readonly instance: string;
  readonly offset: number;
  readonly limit: number;
  /** The ids of its rows, as they were shown. */
  readonly ids: readonly string[];
  readonly total: number;
}

/** A backup that stands in for one that was not shown, and its place in the unfiltered list. */
export interface Unseen {
  readonly backup: FixedBackup;
  readonly place: number;
}

/** More are not made up: a model of so many rows costs more than a diagnosis is worth. */
const MOST = 20_000;

/** Backups in the places of the instance's list that no page has shown; none where a page showed the end of it. */
export function unseenOf({ instance, backups }: FixedInstance, all: readonly PlainPage[]): readonly Unseen[] {
  const pages = all.filter((page) => page.instance === instance);
  const total = Math.max(0, ...pages.map((page) => page.total));
  const showedEnd = pages.some(({ ids, limit }) => ids.length > 0 && ids.length < limit);
  if (showedEnd || total <= backups.length || total - backups.length > MOST) return [];
  const begins = new Map(backups.map((backup) => [shownId(backup), backup.begin]));
  const placed = new Map<number, number>();
  for (const { ids, offset } of pages) {
    for (const [place, id] of ids.entries()) placed.set(offset + place, begins.get(id) ?? 0);
  }
  const known = [...placed].sort(([one], [other]) => one - other);
  const free = Array.from({ length: total }, (_, place) => place).filter((place) => !placed.has(place));
  const [pattern] = backups;
  if (pattern === undefined) return [];
  return free.slice(0, total - backups.length).map((place) => ({
    place,
    backup: {
      ...pattern,
      id: `unseen-${instance}-${place}`,
      name: `unseen ${place} of ${instance}`,
      begin: beginAt(place, known),
      end: beginAt(place, known) + 60,
    },
  }));
}

/** Between the neighbours that were shown, or a minute a place beyond them. */
function beginAt(place: number, known: readonly (readonly [number, number])[]): number {
  const before = known.findLast(([shown]) => shown < place);
  const behind = known.find(([shown]) => shown > place);
  const isNewestFirst = (known.at(0)?.[1] ?? 0) > (known.at(-1)?.[1] ?? 0);
  const step = isNewestFirst ? -60 : 60;
  if (before === undefined) return (behind?.[1] ?? 0) - step * ((behind?.[0] ?? 0) - place);
  if (behind === undefined) return before[1] + step * (place - before[0]);
  const share = (place - before[0]) / (behind[0] - before[0]);
  return Math.floor(before[1] + share * (behind[1] - before[1]));
}
