/** All clauses by chapter, with filters. */
import type { Wording } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';
import { CLAUSE_VERDICTS, type ClauseResult } from '../../result/result.ts';
import { levelBadge, verdictBadge } from '../kit/badges.ts';
import { both, code, count, html, line, type Markup, separated } from '../kit/markup.ts';
import { chapterWords, LEVEL_WORDS, VERDICT_WORDS, WORDS } from '../words.ts';
import { sources } from './violation-section.ts';

/** Returns the table. @param isElsewhere whether the clause has a section of its own, where links to it lead */
export function clauseTable(
  clauses: readonly ClauseResult[],
  contract: Contract,
  isElsewhere: (clause: ClauseResult) => boolean,
): Markup {
  const chapters = [...new Set(clauses.map(({ chapter }) => chapter))];
  return html`${filters(clauses, chapters)}
<table class="clauses" id="clauses-table">
<thead><tr>
<th scope="col">${both(WORDS.clause)}</th><th scope="col" class="wide">${both(WORDS.level)}</th><th scope="col">${both(WORDS.verdict)}</th><th scope="col" class="number wide">${both(WORDS.cases)}</th><th scope="col" class="number wide">${both(WORDS.requests)}</th>
</tr></thead>
${chapters.map(
  (chapter) => html`<tbody>
<tr class="chapter"><th scope="rowgroup" colspan="5">${both(chapterWords(chapter))}</th></tr>
${clauses
  .filter((clause) => clause.chapter === chapter)
  .map((clause) => row(clause, contract, isElsewhere(clause)))}
</tbody>`,
)}
</table>
<p class="no-match" data-no-match hidden>${both(WORDS.noMatch)}</p>`;
}

function filters(clauses: readonly ClauseResult[], chapters: readonly string[]): Markup {
  const numberOf = (key: 'verdict' | 'level' | 'chapter', value: string) =>
    clauses.filter((clause) => clause[key] === value).length;
  const chips = (
    title: Wording,
    key: 'verdict' | 'level' | 'chapter',
    values: readonly (readonly [string, Markup])[],
  ) =>
    html`<fieldset><legend>${both(title)}</legend>${values
      .filter(([value]) => numberOf(key, value) > 0)
      .map(
        ([value, label]) =>
          html`<button type="button" class="chip" aria-pressed="false" data-filter="${key}" data-value="${value}">${label} <span class="muted">${numberOf(key, value)}</span></button>`,
      )}</fieldset>`;
  return html`<form class="filters controls" role="search" aria-labelledby="filter-title">
<h3 id="filter-title" class="visually-hidden">${both(WORDS.filter)}</h3>
<p class="search"><label for="search">${both(WORDS.search)}</label> <input type="search" id="search" autocomplete="off" spellcheck="false"> <button type="button" data-reset>${both(WORDS.reset)}</button></p>
${chips(
  WORDS.verdict,
  'verdict',
  CLAUSE_VERDICTS.map((verdict) => [verdict, both(VERDICT_WORDS[verdict])]),
)}
${chips(
  WORDS.level,
  'level',
  (['MUST', 'SHOULD', 'OBSERVE'] as const).map((level) => [level, html`${level}`]),
)}
${chips(
  WORDS.chapter,
  'chapter',
  chapters.map((chapter) => [chapter, both(chapterWords(chapter))]),
)}
<p role="status" class="muted shown"><span class="en" lang="en"><b data-shown>${clauses.length}</b> of ${clauses.length} clauses shown</span><span class="zh" lang="zh-CN">显示${clauses.length}条中的<b data-shown>${clauses.length}</b>条</span></p>
</form>`;
}

function row(clause: ClauseResult, contract: Contract, isElsewhere: boolean): Markup {
  const { slug, chapter, level, verdict, cases, requests, detail, observation } = clause;
  const entry = contract.catalogue.entry(slug);
  const place = isElsewhere ? html`` : html` id="${slug}"`;
  return html`<tr${place} data-clause="${slug}" data-verdict="${verdict}" data-level="${level}" data-chapter="${chapter}">
<th scope="row"><details><summary><code translate="no">${slug}</code> <span class="statement">${both(entry.statement)}</span></summary>
<div class="inside">
${sources(entry)}
<p>${both(WORDS.detail)}: ${line(observation ?? detail, 600)}${isElsewhere ? html` <a href="#${slug}">${both(WORDS.counterexample)}</a>` : ''}</p>
${entry.recipe === undefined ? '' : html`<p>${both(WORDS.recipe)}: ${both(entry.recipe)}</p>`}
<p class="muted">${level}: ${both(LEVEL_WORDS[level])}</p>
<p class="muted">${both(WORDS.reads)}: ${separated(
    entry.reads.map((pointer) => code(pointer)),
    ', ',
  )}</p>
<p class="muted">${both(WORDS.alone)}: <code translate="no">rds-backups-conformance run --only ${slug}</code> · <a href="#${slug}">${both(WORDS.link)}</a></p>
<p class="narrow muted">${level} · ${both(WORDS.cases)} ${count(cases)} · ${both(WORDS.requests)} ${count(requests)}</p>
</div></details></th>
<td class="wide">${levelBadge(level)}</td><td>${verdictBadge(verdict)}</td><td class="number wide">${count(cases)}</td><td class="number wide">${count(requests)}</td>
</tr>`;
}
