/** What pages of one list hold, compared with the list: the places that each covers, and those it misses. */
import type { Contract } from '../../../contract/contract.ts';
import { readQuery, writeQuery } from '../../../contract/wire.ts';
import type { ShownExchange } from '../../../result/result.ts';
import type { Span } from './picture.ts';

export interface Lane {
  readonly offset: number;
  readonly limit: number;
  /** Places that were requested, within the list. */
  readonly requested: Span;
  readonly inPlace: readonly Span[];
  readonly outOfPlace: readonly Span[];
  readonly gaps: readonly Span[];
}

export interface Walk {
  readonly lanes: readonly Lane[];
  readonly extent: Span;
}

/** A page as requested and as returned. */
interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly ids: readonly string[];
}

/**
 * Returns the walk of these requests: the most pages under one filter. Undefined where no two pages differ and nothing
 * is out of place or missing.
 */
export function pageWalk(requests: readonly ShownExchange[], contract: Contract): Walk | undefined {
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
  const ends = lanes.flatMap(({ requested, outOfPlace, gaps }) => [requested, ...outOfPlace, ...gaps]);
  return {
    lanes,
    extent: {
      from: Math.min(...ends.map(({ from }) => from)),
      to: Math.max(...ends.map(({ to }) => to), Math.min(...ends.map(({ from }) => from)) + 1),
    },
  };
}

function pageOf(
  { target, rows, total }: ShownExchange,
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

/** The place of each backup in the list: as in the longest page, then as in the next longest. */
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
  const requested = { from: offset, to: end };
  const known = ids.map((id) => places.get(id));
  // A backup without a place: another page shows a different backup there.
  const unplaced = ids.map((_, index) => offset + index).filter((_, index) => known[index] === undefined);
  const came = new Set([...known.filter((place) => place !== undefined), ...unplaced]);
  const belongs = (place: number) => isRequested(place) && !unplaced.includes(place);
  const isRequested = (place: number) => place >= requested.from && place < requested.to;
  const due = Array.from({ length: Math.min(end - offset, MOST_PLACES) }, (_, index) => offset + index);
  return {
    offset,
    limit,
    requested,
    inPlace: spansOf([...came].filter(belongs)),
    outOfPlace: spansOf([...came].filter((place) => !belongs(place))),
    gaps: spansOf(due.filter((place) => !came.has(place))),
  };
}

/** More places of a page are not looked at, whatever its limit. */
const MOST_PLACES = 10_000;

/** Returns neighbouring places as one span; its end is not part of it. */
function spansOf(places: readonly number[]): readonly Span[] {
  const found: { from: number; to: number }[] = [];
  for (const place of [...places].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last?.to === place) last.to = place + 1;
    else found.push({ from: place, to: place + 1 });
  }
  return found;
}
