/** Why: the likely fault, the reasons of clauses without a decision, and what the data lacks to exercise a clause. */
import type { Catalogue, Wording } from '../../contract/catalogue.ts';
import { isLeftOpenByCause } from '../../result/cause.ts';
import type { ClauseResult, CommonFeature, Diagnosis, RunResult } from '../../result/result.ts';
import { groupsBy } from '../clause-groups.ts';
import { levelBadge } from '../kit/badges.ts';
import { both, html, line, type Markup, separated } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { excerpt } from '../visible.ts';
import { WORDS } from '../words.ts';

/** Returns what the violations have in common, and the known fault that is nearest to what the run shows. */
export function diagnosisList(diagnosis: readonly Diagnosis[], common?: CommonFeature): Markup {
  const shared = common === undefined ? '' : html`<p class="lead">${both(SENTENCES.inCommon(common))}</p>`;
  return html`${shared}${diagnosis.map(
    ({ fault, description, clauses, alike, ...fit }) => html`<div class="reason bad">
<p class="lead">${line(description)}</p>
<p class="muted">${both(SENTENCES.explained(fit))} <code translate="no">npx rds-backups-conformance serve --fault ${fault}</code></p>
${alike.length === 0 ? '' : html`<p class="muted">${both(SENTENCES.alike(alike))}</p>`}
${clauses.length === 0 ? '' : html`<p>${separated(clauses.map(clauseLink), ', ')}</p>`}
</div>`,
  )}`;
}

function clauseLink(slug: string): Markup {
  return html`<a href="#${slug}"><code translate="no">${slug}</code></a>`;
}

/** Clauses with the same reason form one block: an unreadable deployment gives all of them the same. */
export function undecidedClauses(
  clauses: readonly ClauseResult[],
  result: RunResult,
  catalogue: Catalogue,
): Markup {
  const reasonOf = (clause: ClauseResult) => (isLeftOpenByCause(result, clause) ? '' : clause.detail);
  return html`${groupsBy(clauses, reasonOf).map(
    ([reason, group]) => html`<div class="reason warn">
<p>${reason === '' ? both(SENTENCES.sameCause()) : line(reason, 1000)}</p>
${named(group, catalogue)}
</div>`,
  )}`;
}

/** Clauses that the same data would exercise form one block, with how to provide it. */
export function unexercisedClauses(clauses: readonly ClauseResult[], catalogue: Catalogue): Markup {
  const recipeOf = ({ slug, detail, reason }: ClauseResult): Wording => {
    if (reason === 'run-too-small') return WORDS.tooSmall;
    const text = excerpt(detail, 1000);
    return catalogue.entry(slug).recipe ?? { en: text, zh: text };
  };
  return html`${groupsBy(clauses, (clause) => recipeOf(clause).en).map(
    ([, group]) => html`<div class="reason warn">
<p><b>${both(WORDS.recipe)}:</b> ${group.slice(0, 1).map((clause) => both(recipeOf(clause)))}</p>
${named(group, catalogue)}
</div>`,
  )}`;
}

/** Longer lists are folded. */
const MOST_NAMED = 8;

function named(group: readonly ClauseResult[], catalogue: Catalogue): Markup {
  const list = html`<ul>${group.map(
    ({ slug, level }) =>
      html`<li>${clauseLink(slug)} ${levelBadge(level)} ${both(catalogue.entry(slug).statement)}</li>`,
  )}</ul>`;
  if (group.length <= MOST_NAMED) return list;
  return html`<details><summary>${both(SENTENCES.shareTheReason(group.length))}</summary>${list}</details>`;
}
