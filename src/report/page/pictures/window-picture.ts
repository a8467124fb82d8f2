/** A window on a time line, with the backups that were listed and those that are missing. */
import { scaleUtc } from 'd3-scale';
import type { Contract } from '../../../contract/contract.ts';
import { parseTime } from '../../../contract/time.ts';
import { decodeText, readQuery } from '../../../contract/wire.ts';
import type { ShownCounterexample, ShownExchange, ShownRow } from '../../../result/result.ts';
import { html, type Markup } from '../../kit/markup.ts';
import { SENTENCES } from '../../sentences.ts';
import { visible } from '../../visible.ts';
import { WORDS } from '../../words.ts';
import { at, figure, type Span, WIDTH } from './picture.ts';

type Kind = 'listed' | 'outside' | 'missing' | 'elsewhere';

interface Drawn extends Span {
  readonly id: string;
  readonly kind: Kind;
}

/** Rows that are drawn, in the order of `IMPORTANCE`. */
const MOST_ROWS = 24;
const IMPORTANCE: readonly Kind[] = ['missing', 'outside', 'listed', 'elsewhere'];
/** Height of all rows, and bounds of the height of one. */
const BAND = 130;
const [LEAST_LANE, MOST_LANE] = [7, 18];
const TOP = 24;
const SIDE = 10;
/** A tick nearer to a side would have its text cut. */
const EDGE = 50;

/** Returns the picture; undefined where the request has no window, or no backup has a time. */
export function windowPicture(
  slug: string,
  found: ShownCounterexample,
  contract: Contract,
): Markup | undefined {
  const span = windowOf(found.exchange, contract);
  if (span === undefined) return undefined;
  const rows = rowsOf(found, span);
  const isTelling = rows.some(({ kind }) => kind === 'missing' || kind === 'outside');
  if (!isTelling && (rows.length === 0 || !slug.startsWith('window.'))) return undefined;
  const drawn = [...rows]
    .sort((one, other) => IMPORTANCE.indexOf(one.kind) - IMPORTANCE.indexOf(other.kind))
    .slice(0, MOST_ROWS)
    .sort((one, other) => one.from - other.from);
  const [from, to] = extentOf(drawn, span);
  const x = scaleUtc([from * 1000, to * 1000], [SIDE, WIDTH - SIDE]).clamp(true);
  const place = (second: number) => x(second * 1000);
  const lane = Math.min(MOST_LANE, Math.max(LEAST_LANE, BAND / Math.max(1, drawn.length)));
  const height = TOP + drawn.length * lane + 10;
  const ticks = x.ticks(5).filter((tick) => x(tick) > EDGE && x(tick) < WIDTH - EDGE);
  const isWide = to - from > 3 * 86_400;
  const drawing = html`<rect class="span" x="${at(place(span.from))}" y="${TOP - 4}" width="${at(Math.max(1, place(span.to) - place(span.from)))}" height="${height - TOP + 4}"/>${ticks.map(
    (tick) => {
      const text = tick.toISOString();
      return html`<line class="grid" x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${TOP - 4}" y2="${height}"/><text class="tick" x="${at(x(tick))}" y="${TOP - 10}" text-anchor="middle">${isWide ? text.slice(0, 10) : `${text.slice(5, 10)} ${text.slice(11, 19)}`}</text>`;
    },
  )}${drawn.map(
    (row, index) =>
      html`<rect class="${row.kind}" x="${at(place(row.from))}" y="${at(TOP + 2 + index * lane)}" width="${at(Math.max(4, place(row.to) - place(row.from)))}" height="${at(lane - 3)}"><title>${visible(row.id)}</title></rect>`,
  )}<line class="edge" x1="${at(place(span.from))}" x2="${at(place(span.from))}" y1="${TOP - 4}" y2="${height}"/><line class="edge" x1="${at(place(span.to))}" x2="${at(place(span.to))}" y1="${TOP - 4}" y2="${height}"/>`;
  const number = (kind: Kind) => rows.filter((row) => row.kind === kind).length;
  const marks = [
    { mark: 'span', words: WORDS.requested },
    { mark: 'listed', words: WORDS.listed },
    { mark: 'outside', words: WORDS.listedOutside },
    { mark: 'missing', words: WORDS.missing },
    { mark: 'elsewhere', words: WORDS.elsewhere },
  ];
  return figure({
    name: `window-${slug}`,
    caption: WORDS.window,
    legend: marks.filter(({ mark }) => mark === 'span' || drawn.some(({ kind }) => kind === mark)),
    height,
    drawing,
    text: [
      SENTENCES.window(
        new Date(span.from * 1000).toISOString(),
        new Date(span.to * 1000).toISOString(),
        number('listed'),
        number('outside'),
        number('missing'),
      ),
    ],
  });
}

function windowOf({ target }: ShownExchange, { operation }: Contract): Span | undefined {
  const query = readQuery(target.split('?').slice(1).join('?'));
  const time = (name: string) =>
    parseTime(decodeText(query.find((pair) => pair.name === name)?.text ?? '') ?? '');
  const [from, to] = [time(operation.window.begin), time(operation.window.end)];
  return from === undefined || to === undefined || from >= to ? undefined : { from, to };
}

function rowsOf({ exchange, requests, missing = [] }: ShownCounterexample, span: Span): readonly Drawn[] {
  const found = new Map<string, Drawn>();
  const add = (rows: readonly ShownRow[], kindOf: (row: Span) => Kind) => {
    for (const { id, begin, end } of rows) {
      if (begin === undefined || found.has(id)) continue;
      const times = { from: begin, to: Math.max(begin, end ?? begin) };
      found.set(id, { id, ...times, kind: kindOf(times) });
    }
  };
  add(missing, () => 'missing');
  for (const { rows = [] } of requests.filter(({ target }) => target === exchange.target))
    add(rows, ({ from, to }) => (to < span.from || from > span.to ? 'outside' : 'listed'));
  for (const { rows = [] } of requests) add(rows, () => 'elsewhere');
  return [...found.values()];
}

/** The extent of the rows and the window, with a margin; a window much wider than its rows is cut. */
function extentOf(rows: readonly Drawn[], span: Span): readonly [number, number] {
  const [first, last] =
    rows.length === 0
      ? [span.from, span.to]
      : [Math.min(...rows.map(({ from }) => from)), Math.max(...rows.map(({ to }) => to))];
  const padding = Math.max(2, (last - first) * 0.15);
  const within = (edge: number) => Math.min(Math.max(edge, first - 4 * padding), last + 4 * padding);
  const [from, to] = [Math.min(first, within(span.from)), Math.max(last, within(span.to))];
  const margin = Math.max(2, (to - from) * 0.06);
  return [from - margin, to + margin];
}
