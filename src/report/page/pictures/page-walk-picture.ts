/** A page walk as bars over the list, which shows overlaps and gaps. */
import { scaleLinear } from 'd3-scale';
import type { Contract } from '../../../contract/contract.ts';
import type { ShownExchange } from '../../../result/result.ts';
import { html, type Markup } from '../../kit/markup.ts';
import { SENTENCES } from '../../sentences.ts';
import { WORDS } from '../../words.ts';
import { type Lane, pageWalk } from './page-walk.ts';
import { at, figure, type Span, WIDTH } from './picture.ts';

const LABEL = 170;
const LANE = 26;
const BAR = 14;
const TOP = 22;
/** Pages that are drawn; the others are in conformance.json. */
const MOST_LANES = 14;

/** Returns the picture; undefined where the requests are no walk that shows anything. */
export function walkPicture(
  slug: string,
  requests: readonly ShownExchange[],
  contract: Contract,
): Markup | undefined {
  const walk = pageWalk(requests, contract);
  if (walk === undefined) return undefined;
  const lanes = mostTelling(walk.lanes);
  const x = scaleLinear([walk.extent.from, walk.extent.to], [LABEL, WIDTH - 10]);
  const height = TOP + lanes.length * LANE + 6;
  const bars = (spans: readonly Span[], mark: string, y: number) =>
    html`${spans.map(
      ({ from, to }) =>
        html`<rect class="${mark}" x="${at(x(from))}" y="${at(y)}" width="${at(Math.max(1.5, x(to) - x(from)))}" height="${BAR}"/>`,
    )}`;
  const ticks = x.ticks(8).filter(Number.isInteger);
  const drawing = html`${ticks.map(
    (tick) =>
      html`<line class="grid" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${TOP - 4}" y2="${height}"/><text class="tick" x="${at(x(tick))}" y="${TOP - 8}" text-anchor="middle">${tick}</text>`,
  )}${lanes.map((lane, place) => {
    const y = TOP + place * LANE + (LANE - BAR) / 2;
    return html`<text class="name" x="0" y="${at(y + BAR - 3)}">offset ${lane.offset}, limit ${lane.limit}</text>${bars(lane.gaps, 'gap', y)}${bars(lane.inPlace, 'in-place', y)}${bars(lane.outOfPlace, 'out-of-place', y)}${bars([lane.requested], 'requested', y)}`;
  })}`;
  return figure({
    name: `walk-${slug}`,
    caption: WORDS.walk,
    legend: [
      { mark: 'requested', words: WORDS.requested, isDrawn: true },
      { mark: 'in-place', words: WORDS.inPlace, isDrawn: lanes.some((lane) => lane.inPlace.length > 0) },
      {
        mark: 'out-of-place',
        words: WORDS.outOfPlace,
        isDrawn: lanes.some((lane) => lane.outOfPlace.length > 0),
      },
      { mark: 'gap', words: WORDS.gap, isDrawn: lanes.some((lane) => lane.gaps.length > 0) },
    ].filter(({ isDrawn }) => isDrawn),
    height,
    drawing,
    text: lanes.map((lane) =>
      SENTENCES.page(
        lane.offset,
        lane.limit,
        lengthOf(lane.inPlace),
        lengthOf(lane.outOfPlace),
        lengthOf(lane.gaps),
      ),
    ),
  });
}

/** The lanes that fit, those with something out of place or missing first, in the order of the list. */
function mostTelling(lanes: readonly Lane[]): readonly Lane[] {
  const faults = (lane: Lane) => Number(lane.outOfPlace.length + lane.gaps.length > 0);
  const chosen = new Set([...lanes].sort((one, other) => faults(other) - faults(one)).slice(0, MOST_LANES));
  return lanes.filter((lane) => chosen.has(lane));
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}
