/** A comparison as lines for people. Regressions come last, before the line that scripts can search for. */
import { excerpt, visible } from '../../report/visible.ts';
import type { Change, Comparison, Pair } from './comparison.ts';

/** Maximum of characters of a detail or an observation. */
const SHOWN = 300;

export function comparisonLines(comparison: Comparison): readonly string[] {
  const { circumstances, changes, observations, cost, verdict } = comparison;
  const { data, crossJudged, ...others } = circumstances;
  const of = (kind: Change['kind']) => changes.filter((change) => change.kind === kind);
  const section = (title: string, kind: Change['kind']) =>
    of(kind).length === 0 ? [] : ['', `${title} (${of(kind).length})`, ...of(kind).flatMap(changeLines)];
  return [
    ...Object.entries(others).map(([name, text]) => `${name.padEnd(15)} ${visible(text)}`),
    ...data.map((line) => `${'data'.padEnd(15)} ${visible(line)}`),
    `${'who changed'.padEnd(15)} ${excerpt(crossJudged, 2 * SHOWN)}`,
    `${'requests'.padEnd(15)} ${figures(cost.requests, '')}`,
    `${'took'.padEnd(15)} ${figures(cost.milliseconds, ' ms')}`,
    ...(cost.latency === undefined
      ? []
      : [
          `${'latency'.padEnd(15)} half within ${figures(cost.latency.median, ' ms')}; 95 of 100 within ${figures(cost.latency.p95, ' ms')}`,
        ]),
    ...cost.clauses.map(({ slug, ...pair }) => `${'requests for'.padEnd(15)} ${slug} ${figures(pair, '')}`),
    ...(observations.length === 0
      ? []
      : [
          '',
          `Observed differently (${observations.length})`,
          ...observations.flatMap(({ slug, old, new: now }) => [
            `  ${slug}`,
            `      old  ${excerpt(old ?? '(nothing)', SHOWN)}`,
            `      new  ${excerpt(now ?? '(nothing)', SHOWN)}`,
          ]),
        ]),
    ...section('Only in the new report', 'new'),
    ...section('Only in the old report', 'gone'),
    ...section('Changed', 'changed'),
    ...section('Improved', 'improved'),
    ...section('Regressed', 'regressed'),
    '',
    `comparison: ${of('regressed').length === 0 ? 'no regression' : `${of('regressed').length} regressed`} (${verdict.old} -> ${verdict.new})`,
  ];
}

function changeLines({ slug, level, old, new: now, detail, cause }: Change): readonly string[] {
  const by = cause === 'unknown' ? '' : `; the ${cause} changed`;
  const way = old === now ? `${now} in another way` : `${old ?? 'not judged'} -> ${now ?? 'not judged'}`;
  return [`  ${slug} ${level}  ${way}${by}`, `      ${excerpt(detail, SHOWN)}`];
}

function figures({ old, new: now }: Pair, unit: string): string {
  const shown = [old, now].map((figure) => String(Math.round(figure * 100) / 100));
  const share =
    old > 0 && old !== now ? ` (${now > old ? '+' : ''}${Math.round((100 * (now - old)) / old)} %)` : '';
  return `${shown[0]}${unit} -> ${shown[1]}${unit}${share}`;
}
