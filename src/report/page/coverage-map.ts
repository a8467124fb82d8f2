/** The boundaries, the pairs of query features and the edits of texts that the run covered, as heat maps. */
import type { Contract } from '../../contract/contract.ts';
import { boundaryClasses, featureClasses, pairOf } from '../../result/coverage.ts';
import type { Coverage } from '../../result/result.ts';
import { both, count, html, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { WORDS } from '../words.ts';

export function coverageMap({ boundaries, pairs, edits }: Coverage, contract: Contract): Markup {
  return html`<h3>${both(WORDS.boundaries)}</h3>
<p class="muted">${both(SENTENCES.boundariesVisited(boundaries.length))}</p>
${boundaryTiles(boundaries, contract)}
<h3>${both(WORDS.pairs)}</h3>
<p class="muted">${both(SENTENCES.pairsCovered(pairs.covered, pairs.possible))}</p>
${pairTable(pairs, contract)}
${edits === undefined ? '' : editTable(edits)}`;
}

function boundaryTiles(boundaries: Coverage['boundaries'], contract: Contract): Markup {
  const visits = new Map(boundaries.map(({ name, requests }) => [name, requests]));
  const names = [...new Set([...boundaryClasses(contract), ...visits.keys()])];
  const kinds = [...new Set(names.map(kindOf))];
  return html`<dl class="tiles">${kinds.map(
    (kind) =>
      html`<div><dt translate="no">${kind}</dt><dd><ul>${names
        .filter((name) => kindOf(name) === kind)
        .map((name) => {
          const number = visits.get(name) ?? 0;
          return html`<li class="${heatOf(number)}"><span translate="no">${name.slice(kind.length + 1)}</span> <b>${number === 0 ? both(WORDS.never) : count(number)}</b></li>`;
        })}</ul></dd></div>`,
  )}</dl>`;
}

function kindOf(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}

/** Each pair has one cell: the row is of the earlier feature, the column of the later. */
function pairTable({ visited, missing }: Coverage['pairs'], contract: Contract): Markup {
  const visits = new Map((visited ?? []).map(({ name, requests }) => [name, requests]));
  const unseen = new Set(missing);
  const features = featureClasses(contract);
  const [rows, columns] = [features.slice(0, -1), features.slice(1)];
  const cell = (row: string, column: string) => {
    const name = pairOf(row, column);
    const number = visits.get(name) ?? (unseen.has(name) ? 0 : undefined);
    return html`<td class="${heatOf(number ?? 1)}">${number === undefined ? '' : number === 0 ? both(WORDS.never) : count(number)}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="pairs-caption"><table class="pairs"><caption class="visually-hidden" id="pairs-caption">${both(WORDS.pairs)}</caption>
<thead><tr><td colspan="2"></td>${columns.map(
    (classes) =>
      html`<th scope="colgroup" colspan="${classes.length}" translate="no">${featureOf(classes)}</th>`,
  )}</tr><tr><td colspan="2"></td>${columns.flatMap((classes) =>
    classes.map((each) => html`<th scope="col" translate="no">${classNameOf(each)}</th>`),
  )}</tr></thead>
${rows.map(
  (classes, feature) =>
    html`<tbody>${classes.map(
      (row, place) =>
        html`<tr>${
          place === 0
            ? html`<th scope="rowgroup" rowspan="${classes.length}" translate="no">${featureOf(classes)}</th>`
            : ''
        }<th scope="row" translate="no">${classNameOf(row)}</th>${columns.map((others, other) =>
          other < feature
            ? html`<td class="none" colspan="${others.length}"></td>`
            : html`${others.map((column) => cell(row, column))}`,
        )}</tr>`,
    )}</tbody>`,
)}</table></div>`;
}

/** The row is the operator, the column the place; a cell counts classes of characters. */
function editTable({ covered, possible, requests }: NonNullable<Coverage['edits']>): Markup {
  const places = Object.keys(requests);
  const operators = [...new Set(Object.values(requests).flatMap((ofPlace) => Object.keys(ofPlace)))].sort();
  return html`<h3 id="edits-heading">${both(WORDS.edits)}</h3>
<p class="muted">${both(SENTENCES.editsMade(covered, possible))}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="edits-heading"><table class="pairs"><thead><tr><th scope="col">${both(WORDS.operator)}</th>${places.map(
    (place) => html`<th scope="col" translate="no">${place}</th>`,
  )}</tr></thead><tbody>${operators.map(
    (operator) =>
      html`<tr><th scope="row" translate="no">${operator}</th>${places.map((place) => editCell(requests[place]?.[operator]))}</tr>`,
  )}</tbody></table></div>`;
}

/** Empty where the edit would change nothing at that place. */
function editCell(classes: Readonly<Record<string, number>> | undefined): Markup {
  if (classes === undefined) return html`<td class="none"></td>`;
  const numbers = Object.values(classes);
  const made = numbers.filter((number) => number > 0).length;
  const sum = numbers.reduce((all, number) => all + number, 0);
  return html`<td class="${heatOf(sum)}">${made === 0 ? both(WORDS.never) : `${made}/${numbers.length}`}</td>`;
}

function featureOf(classes: readonly string[]): string {
  return kindOf(classes[0] ?? '');
}

function classNameOf(name: string): string {
  return name.slice(kindOf(name).length + 1);
}

const MOST_HEAT = 5;

/** From `heat-0`, never covered, to `heat-5`; each step is about three times as often. */
function heatOf(number: number): string {
  if (number === 0) return 'heat heat-0';
  return `heat heat-${Math.min(MOST_HEAT, 1 + Math.floor(Math.log10(number) * 2))}`;
}
