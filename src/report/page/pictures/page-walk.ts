/** What pages of one list held, measured against the list itself: the places that each covered, and those it missed. */
import type { Contract } from '../../../contract/contract.ts';
import { readQuery, writeQuery } from '../../../contract/wire.ts';
import type { ShownRequest } from '../../../result/result.ts';

/** Places from `from` up to, and not with, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Lane {
  readonly offset: number;
  readonly limit: number;
  /** Places that the page was asked for, as far as the list reaches. */
  readonly asked: Stretch;
  readonly inPlace: readonly Stretch[];
  readonly outOfPlace: readonly Stretch[];
  readonly gaps: readonly Stretch[];
}

export interface Walk {
  readonly lanes: readonly Lane[];
  readonly reach: Stretch;
}

/** A page as asked for and as it came. */
interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly ids: readonly string[];
}

/**
 * The walk that these requests make: the largest number of pages under one filter. Undefined where no two pages
 * differ and nothing is out of place, for then there is nothing to see.
 */
export function pageWalk(requests: readonly ShownRequest[], contract: Contract): Walk | undefined {
  const walks = new Map<string, Map<string, Page>>();
  for (const request of requests) {
    const page = pageOf(request, contract);
    if (page === undefined) continue;
    const pages = walks.get(page.filter) ?? new Map<string, Page>();
    walks.set(page.filter, pages.set(JSON.stringify([page.offset, page.limit, page.ids]), page));
  }
  const [pages] = [...walks.values()]
    .map((each) => [...each.values()])
    .sort((one, other) => other.length - one.length);
  if (pages === undefined) return undefined;
  const places = placesOf(pages);
  const lanes = [...pages]
    .sort((one, other) => one.offset - other.offset || one.limit - other.limit)
    .map((page) => laneOf(page, places));
  const isTelling = lanes.some(({ outOfPlace, gaps }) => outOfPlace.length + gaps.length > 0);
  const differ = new Set(lanes.map(({ offset, limit }) => `${offset} ${limit}`)).size > 1;
  if (!isTelling && !differ) return undefined;
  const ends = lanes.flatMap(({ asked, outOfPlace, gaps }) => [asked, ...outOfPlace, ...gaps]);
  return {
    lanes,
    reach: {
      from: Math.min(...ends.map(({ from }) => from)),
      to: Math.max(...ends.map(({ to }) => to), Math.min(...ends.map(({ from }) => from)) + 1),
    },
  };
}

function pageOf(
  { target, rows, total }: ShownRequest,
  { operation }: Contract,
): (Page & { readonly filter: string }) | undefined {
  if (rows === undefined || total === undefined) return undefined;
  const { offset, limit } = operation;
  const query = readQuery(target.split('?').slice(1).join('?'));
  const number = (name: string, otherwise: number) => {
    const text = query.find((pair) => pair.name === name)?.text;
    if (text === undefined) return otherwise;
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const [from, size] = [number(offset.parameter, offset.default), number(limit.parameter, limit.default)];
  if (from === undefined || size === undefined) return undefined;
  const rest = query.filter(({ name }) => name !== offset.parameter && name !== limit.parameter);
  const filter = writeQuery([...rest].sort((one, other) => (one.name < other.name ? -1 : 1)));
  return { filter, offset: from, limit: size, total, ids: rows.map(({ id }) => id) };
}

/** Where each backup stands in the list: as the longest page has it, then as the next longest adds. */
function placesOf(pages: readonly Page[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const taken = new Set<number>();
  for (const { offset, ids } of [...pages].sort((one, other) => other.ids.length - one.ids.length)) {
    for (const [index, id] of ids.entries()) {
      if (places.has(id) || taken.has(offset + index)) continue;
      places.set(id, offset + index);
      taken.add(offset + index);
    }
  }
  return places;
}

function laneOf({ offset, limit, total, ids }: Page, places: ReadonlyMap<string, number>): Lane {
  const end = Math.max(offset, Math.min(offset + limit, total));
  const asked = { from: offset, to: end };
  const known = ids.map((id) => places.get(id));
  // A backup that the list has nowhere, for another stands in its place there.
  const strangers = ids.map((_, index) => offset + index).filter((_, index) => known[index] === undefined);
  const came = new Set([...known.filter((place) => place !== undefined), ...strangers]);
  const belongs = (place: number) => isAsked(place) && !strangers.includes(place);
  const isAsked = (place: number) => place >= asked.from && place < asked.to;
  const due = Array.from({ length: Math.min(end - offset, MOST_PLACES) }, (_, index) => offset + index);
  return {
    offset,
    limit,
    asked,
    inPlace: stretches([...came].filter(belongs)),
    outOfPlace: stretches([...came].filter((place) => !belongs(place))),
    gaps: stretches(due.filter((place) => !came.has(place))),
  };
}

/** A page holds no more than this many places, whatever was asked for. */
const MOST_PLACES = 10_000;

/** Neighbouring places as one stretch. */
function stretches(places: readonly number[]): readonly Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last?.to === place) last.to = place + 1;
    else found.push({ from: place, to: place + 1 });
  }
  return found;
}
