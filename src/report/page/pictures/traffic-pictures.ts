/** Response times, and requests over time. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import type { TrafficShown } from '../../../result/result.ts';
import { quantile } from '../../../result/traffic.ts';
import { both, html, type Markup, separated } from '../../kit/markup.ts';
import { SENTENCES } from '../../sentences.ts';
import { WORDS } from '../../words.ts';
import { at, figure, WIDTH } from './picture.ts';

const HEIGHT = 150;
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 10, 10, 26];

export function trafficPictures({ latency, slots }: TrafficShown): Markup {
  return html`<div class="pair">${latencyPicture(latency)}${overTimePicture(slots)}</div>`;
}

function latencyPicture(latency: TrafficShown['latency']): Markup {
  const quickest = (latency[0]?.upTo ?? 1) / STEP;
  const slowest = latency.at(-1)?.upTo ?? 1;
  const x = scaleLog([quickest, Math.max(slowest, quickest * 2)], [LEFT, WIDTH - RIGHT]);
  const y = yScale(Math.max(1, ...latency.map(({ requests }) => requests)));
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
  const drawing = html`${yAxis(y)}${latency.map(
    ({ upTo, requests }) =>
      html`<rect class="column" x="${at(x(upTo / STEP) + 0.5)}" y="${at(y(requests))}" width="${at(x(upTo) - x(upTo / STEP) - 1)}" height="${at(y(0) - y(requests))}"/>`,
  )}${ticks
    .filter((tick) => tick >= quickest && tick <= slowest)
    .map(
      (tick) =>
        html`<text class="tick" x="${at(x(tick))}" y="${HEIGHT - 10}" text-anchor="middle">${tick}</text>`,
    )}`;
  const quantiles = [50, 95, 99].map((share) =>
    SENTENCES.quantile(share, String(Number((quantile(latency, share) ?? 0).toPrecision(2)))),
  );
  return html`<div>${figure({ name: 'latency', caption: WORDS.latency, height: HEIGHT, drawing })}<p class="muted">${both(WORDS.milliseconds)} · ${separated(quantiles.map(both), ' · ')}</p></div>`;
}

/** Ratio of an entry of the histogram to the one before. */
const STEP = 2 ** 0.25;

function overTimePicture({ seconds, requests }: TrafficShown['slots']): Markup {
  const x = scaleLinear([0, requests.length * seconds], [LEFT, WIDTH - RIGHT]);
  const y = yScale(Math.max(1, ...requests.map((number) => number / seconds)));
  const steps = [...requests, requests.at(-1) ?? 0];
  const shape = area<number>()
    .x((_, slot) => Math.round(x(slot * seconds)))
    .y0(y(0))
    .y1((number) => Math.round(y(number / seconds)))
    .curve(curveStepAfter);
  const drawing = html`${yAxis(y)}<path class="area" d="${shape(steps) ?? ''}"/>${x
    .ticks(6)
    .map(
      (tick) =>
        html`<text class="tick" x="${at(x(tick))}" y="${HEIGHT - 10}" text-anchor="middle">${tick}</text>`,
    )}`;
  return html`<div>${figure({ name: 'over-time', caption: WORDS.overTime, height: HEIGHT, drawing })}<p class="muted">${both(WORDS.seconds)}</p></div>`;
}

function yScale(most: number) {
  return scaleLinear([0, most], [HEIGHT - BOTTOM, TOP]).nice(3);
}

function yAxis(y: ReturnType<typeof yScale>): Markup {
  return html`${y
    .ticks(3)
    .map(
      (tick) =>
        html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text class="tick" x="${LEFT - 6}" y="${at(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
    )}`;
}
