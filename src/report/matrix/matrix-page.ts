/** A matrix as a page: a column for each deployment, a row for each clause. */

import type { Language, Wording } from '../../contract/catalogue.ts';
import { shortDigest } from '../../contract/digest.ts';
import { levelBadge, verdictBadge } from '../kit/badges.ts';
import {
  both,
  count,
  headRow,
  html,
  line,
  type Markup,
  momentOf,
  scrollable,
  webLink,
} from '../kit/markup.ts';
import { pageDocument } from '../kit/page.ts';
import { visible } from '../visible.ts';
import { chapterWords, SECTION_WORDS, WORDS } from '../words.ts';
import type { Condition, Matrix, MatrixCell, MatrixClause, MatrixDeployment } from './matrix.ts';
import { letterOf } from './matrix-lines.ts';
import { MATRIX_STYLE } from './matrix-style.ts';
import { MATRIX_SENTENCES, MATRIX_WORDS } from './matrix-words.ts';

/** Returns the whole document. @param language shown first; the reader can switch */
export function matrixPage(matrix: Matrix, language: Language = 'en'): Promise<string> {
  const { deployments, clauses, differentConditions, suite } = matrix;
  const observed = clauses.filter(({ cells }) => cells.some((cell) => cell?.observation !== undefined));
  const made = MATRIX_SENTENCES.madeOf(deployments.length, clauses.length, `${suite.name} ${suite.version}`);
  return pageDocument({
    language,
    title: MATRIX_WORDS.title,
    skip: { to: 'clauses', words: MATRIX_WORDS.skip },
    style: MATRIX_STYLE,
    main: html`<h1>${both(MATRIX_WORDS.title)}</h1>
<p class="muted">${both(made)}</p>
${differentConditions.length === 0 ? html`` : html`<p class="conditions" role="note"><b>${both(MATRIX_SENTENCES.differentConditions(differentConditions))}</b> ${both(MATRIX_SENTENCES.mayExplain())}</p>`}
<h2 id="deployments">${both(MATRIX_WORDS.deployments)}</h2>
${deploymentTable(matrix)}
<h2 id="clauses">${both(MATRIX_WORDS.clauses)}</h2>
${filters(clauses)}
${sideBySide(deployments, clauses, JUDGED)}
${
  observed.length === 0
    ? html``
    : html`<h2 id="observed">${both(SECTION_WORDS.observed)}</h2>
${sideBySide(deployments, observed, OBSERVED)}`
}`,
    footer: `${suite.name} ${suite.version} · matrix.json`,
  });
}

/** Headings of the table of deployments; the heading of a condition says where it differs. */
const HEADS: readonly (readonly [name: Wording, condition?: Condition])[] = [
  [MATRIX_WORDS.column],
  [MATRIX_WORDS.deployment],
  [WORDS.verdict],
  [WORDS.target],
  [WORDS.suite, 'suite'],
  [WORDS.contract, 'contract'],
  [WORDS.seed],
  [WORDS.budget, 'budget'],
  [WORDS.requests],
  [WORDS.started],
];

function deploymentTable({ deployments, differentConditions }: Matrix): Markup {
  const heads = HEADS.map(([name, condition]) => {
    const differs = condition !== undefined && differentConditions.includes(condition);
    return both(differs ? MATRIX_SENTENCES.differs(name) : name);
  });
  const row = (deployment: MatrixDeployment, place: number) => html`<tr>
<td>${letterOf(place)}</td>
<th scope="row" class="name">${visible(deployment.name)}${vendorLine(deployment)}</th>
<td>${verdictBadge(deployment.verdict)}</td>
<td class="name">${visible(deployment.target)}</td>
<td>${visible(deployment.suite.version)}</td>
<td><code class="digest" title="${deployment.contract.digest}">${shortDigest(deployment.contract.digest)}</code></td>
<td class="number">${deployment.seed}</td>
<td>${visible(deployment.budget.name)}</td>
<td class="number">${count(deployment.requests)}</td>
<td class="time">${momentOf(deployment.startedAt)}</td>
</tr>`;
  return scrollable(
    'deployments',
    html`<table>
${headRow(heads)}
<tbody>${deployments.map(row)}</tbody>
</table>`,
  );
}

function vendorLine({ implementation }: MatrixDeployment): Markup {
  if (implementation === undefined) return html``;
  const { organization, url } = implementation;
  return html`<span class="statement">${line(organization)}, ${webLink(url)}</span>`;
}

function filters(clauses: readonly MatrixClause[]): Markup {
  const differing = clauses.filter(({ differs }) => differs).length;
  const broken = clauses.filter(isBroken).length;
  const shown: readonly (readonly [string, Wording])[] = [
    ['all', MATRIX_SENTENCES.all(clauses.length)],
    ['differing', MATRIX_SENTENCES.differing(differing)],
    ['broken', MATRIX_SENTENCES.broken(broken)],
  ];
  return html`<div class="filters" role="group" aria-labelledby="shown-title"><span id="shown-title" class="visually-hidden">${both(MATRIX_WORDS.shown)}</span>
${shown.map(
  ([name, words], place) =>
    html`<label><input type="radio" name="show" id="show-${name}"${place === 0 ? html` checked` : ''}> ${both(words)}</label>`,
)}
${['MUST', 'SHOULD', 'OBSERVE'].map(
  (level) => html`<label><input type="checkbox" id="level-${level}" checked> ${level}</label>`,
)}
</div>`;
}

/** One of the two tables. */
interface Side {
  readonly name: string;
  /** Id of the heading above it. */
  readonly heading: string;
  /** Prefix of the ids of its rows. */
  readonly prefix: string;
  readonly cellOf: (cell: MatrixCell | null) => Markup;
}

const JUDGED: Side = { name: 'judged', heading: 'clauses', prefix: '', cellOf: markCell };
const OBSERVED: Side = {
  name: 'observed',
  heading: 'observed',
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
<tr><th scope="rowgroup" colspan="${deployments.length + 1}">${both(chapterWords(chapter))}</th></tr>
${clauses.filter((clause) => clause.chapter === chapter).map((clause) => row(clause, side))}
</tbody>`;
  return scrollable(
    side.heading,
    html`<table class="side ${side.name}">
<thead><tr><th scope="col">${both(WORDS.clause)}</th>${heads}</tr></thead>
${chapters.map(group)}
</table>`,
  );
}

function row(clause: MatrixClause, { prefix, cellOf }: Side): Markup {
  const { slug, level, statement, cells, differs } = clause;
  const classes = [level, differs ? 'differs' : 'alike', isBroken(clause) ? 'broken' : 'sound'].join(' ');
  return html`<tr id="${prefix}${slug}" class="${classes}">
<th scope="row"><a href="#${prefix}${slug}"><code>${slug}</code></a> ${levelBadge(level)}${differs ? html`<span class="visually-hidden">, ${both(MATRIX_WORDS.differs)}</span>` : ''}<span class="statement">${statement === undefined ? '' : both(statement)}</span></th>
${cells.map((cell) => html`<td>${cellOf(cell)}</td>`)}
</tr>`;
}

function isBroken({ cells }: MatrixClause): boolean {
  return cells.some((cell) => cell?.verdict === 'fail' || cell?.verdict === 'warn');
}

/** Characters of a detail; the report has it whole. */
const DETAIL = 400;

function markCell(cell: MatrixCell | null): Markup {
  if (cell === null) return verdictBadge('not-judged');
  const { verdict, detail } = cell;
  if (verdict === 'pass' || verdict === 'not-applicable' || verdict === 'observed')
    return verdictBadge(verdict);
  return html`<details><summary>${verdictBadge(verdict)}</summary>${line(detail, DETAIL)}</details>`;
}

function observationCell(cell: MatrixCell | null): Markup {
  return cell?.observation === undefined ? markCell(cell) : line(cell.observation, DETAIL);
}
