/** A matrix as a page: deployments as columns, clauses as rows, as tables of browsers' abilities have it. */
import { frame } from '../../page/frame.ts';
import { html, type Markup } from '../../page/markup.ts';
import type { ClauseVerdict } from '../../run/result.ts';
import { cut } from '../markdown.ts';
import { visible } from '../visible.ts';
import type { Condition, Matrix, MatrixCell, MatrixClause, MatrixDeployment } from './matrix.ts';
import { letterOf, UNLIKE } from './matrix-lines.ts';
import { MATRIX_STYLE } from './matrix-style.ts';

/** The whole document. */
export function matrixPage(matrix: Matrix): Promise<string> {
  const { deployments, clauses, unlike, suite } = matrix;
  const silent = clauses.filter(({ cells }) => cells.some((cell) => cell?.observation !== undefined));
  const body = html`<a class="skip" href="#clauses">To the clauses</a>
<main>
<h1>Deployments side by side</h1>
<p class="quiet">${deployments.length} deployments, ${clauses.length} clauses; put together by ${suite.name} ${suite.version}.</p>
${unlike.length === 0 ? html`` : html`<p class="unlike" role="note">Not judged alike: different ${unlike.map((condition) => UNLIKE[condition]).join(', ')}. What differs below may come from that.</p>`}
<h2 id="deployments">Deployments</h2>
${deploymentTable(matrix)}
<h2 id="clauses">Clauses</h2>
${filters(clauses)}
${sideBySide(deployments, clauses, JUDGED)}
${
  silent.length === 0
    ? html``
    : html`<h2 id="observed">Observed where the document is silent</h2>
${sideBySide(deployments, silent, OBSERVED)}`
}
</main>`;
  return frame({ language: 'en', title: 'Deployments side by side', body, styles: [MATRIX_STYLE] });
}

/** Heads of the table of deployments; those of a condition say where the deployments were not judged alike. */
const HEADS: readonly (readonly [name: string, condition?: Condition])[] = [
  ['column'],
  ['deployment'],
  ['verdict'],
  ['target'],
  ['suite', 'suite'],
  ['contract', 'contract'],
  ['seed'],
  ['budget', 'budget'],
  ['requests'],
  ['begun'],
];

function deploymentTable({ deployments, unlike }: Matrix): Markup {
  const heads = HEADS.map(([name, condition]) =>
    condition !== undefined && unlike.includes(condition) ? `${name} (differs)` : name,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="deployments"><table>
<thead><tr>${heads.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${deployments.map(
    (deployment, place) => html`<tr>
<td>${letterOf(place)}</td>
<th scope="row" class="name">${visible(deployment.name)}${vendorLine(deployment)}</th>
<td>${verdictMark(deployment.verdict)}</td>
<td class="name">${visible(deployment.target)}</td>
<td>${visible(deployment.suite.version)}</td>
<td><code title="${deployment.contract.digest}">${deployment.contract.digest.slice(0, 'sha256:'.length + 12)}</code></td>
<td class="number">${deployment.seed}</td>
<td>${visible(deployment.budget.name)}</td>
<td class="number">${deployment.requests}</td>
<td>${visible(deployment.startedAt)}</td>
</tr>`,
  )}</tbody>
</table></div>`;
}

function vendorLine({ implementation }: MatrixDeployment): Markup {
  if (implementation === undefined) return html``;
  const { organization, url } = implementation;
  return html`<span class="statement">${visible(`${organization}, ${url}`)}</span>`;
}

function filters(clauses: readonly MatrixClause[]): Markup {
  const differing = clauses.filter(({ differs }) => differs).length;
  const broken = clauses.filter(isBroken).length;
  const shown: readonly (readonly [string, string])[] = [
    ['all', `all (${clauses.length})`],
    ['differing', `where deployments differ (${differing})`],
    ['broken', `where one fails or warns (${broken})`],
  ];
  return html`<div class="controls" role="group" aria-label="Clauses that are shown">
${shown.map(
  ([name, label], place) =>
    html`<label><input type="radio" name="show" id="show-${name}"${place === 0 ? html` checked` : ''}> ${label}</label>`,
)}
${['MUST', 'SHOULD', 'OBSERVE'].map(
  (level) => html`<label><input type="checkbox" id="level-${level}" checked> ${level}</label>`,
)}
</div>`;
}

/** One of the two tables. */
interface Side {
  readonly name: string;
  readonly label: string;
  /** Stands before the ids of its rows. */
  readonly prefix: string;
  readonly cellOf: (cell: MatrixCell | null) => Markup;
}

const JUDGED: Side = { name: 'judged', label: 'Clauses by deployment', prefix: '', cellOf: markCell };
const OBSERVED: Side = {
  name: 'observed',
  label: 'Observations by deployment',
  prefix: 'observed-',
  cellOf: observationCell,
};

function sideBySide(
  deployments: readonly MatrixDeployment[],
  clauses: readonly MatrixClause[],
  side: Side,
): Markup {
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  const heads = deployments.map(
    ({ name }, place) => html`<th scope="col" class="name">${letterOf(place)}: ${visible(name)}</th>`,
  );
  const group = (chapter: string) => html`<tbody>
<tr><th scope="rowgroup" colspan="${deployments.length + 1}">${chapter}</th></tr>
${clauses.filter((clause) => clause.chapter === chapter).map((clause) => row(clause, side))}
</tbody>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${side.label}"><table class="side ${side.name}">
<thead><tr><th scope="col">clause</th>${heads}</tr></thead>
${chapters.map(group)}
</table></div>`;
}

function row(clause: MatrixClause, { prefix, cellOf }: Side): Markup {
  const { slug, level, statement, cells, differs } = clause;
  const classes = [level, differs ? 'differs' : 'alike', isBroken(clause) ? 'broken' : 'sound'].join(' ');
  return html`<tr id="${prefix}${slug}" class="${classes}">
<th scope="row"><a href="#${prefix}${slug}"><code>${slug}</code></a> ${level}${differs ? html`<span class="unseen">, differs</span>` : ''}<span class="statement">${statement?.en ?? ''}</span></th>
${cells.map((cell) => html`<td>${cellOf(cell)}</td>`)}
</tr>`;
}

function isBroken({ cells }: MatrixClause): boolean {
  return cells.some((cell) => cell?.verdict === 'fail' || cell?.verdict === 'warn');
}

/** Characters of a detail; the report has it whole. */
const DETAIL = 400;

function markCell(cell: MatrixCell | null): Markup {
  if (cell === null) return verdictMark('not-judged');
  const { verdict, detail } = cell;
  if (verdict === 'pass' || verdict === 'not-applicable' || verdict === 'observed')
    return verdictMark(verdict);
  return html`<details><summary>${verdictMark(verdict)}</summary>${cut(detail, DETAIL)}</details>`;
}

function observationCell(cell: MatrixCell | null): Markup {
  return cell?.observation === undefined ? markCell(cell) : html`${cut(cell.observation, DETAIL)}`;
}

type Mark = ClauseVerdict | MatrixDeployment['verdict'] | 'not-judged';

const SIGNS: Readonly<Record<Mark, string>> = {
  pass: '✓',
  fail: '✗',
  warn: '!',
  inconclusive: '?',
  'not-exercised': '–',
  waived: '~',
  observed: '•',
  'not-applicable': '–',
  'not-implemented': '–',
  'not-scored': '–',
  'not-judged': '·',
  conformant: '✓',
  nonconformant: '✗',
};

/** A sign for eyes, the word for everyone. */
function verdictMark(verdict: Mark): Markup {
  return html`<span class="verdict ${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${verdict.replaceAll('-', ' ')}</span>`;
}
