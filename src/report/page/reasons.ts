/** What the run could not tell: clauses without a decision, and clauses that this deployment's data cannot exercise. */
import type { Catalogue, Wording } from '../../contract/catalogue.ts';
import { TOO_SMALL } from '../../engine/outcome.ts';
import type { ClauseResult } from '../../result/result.ts';
import { levelBadge } from '../kit/badges.ts';
import { both, line } from '../kit/bilingual.ts';
import { html, join, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';
import { excerpt } from '../visible.ts';
import { WORDS } from '../words.ts';

/** Clauses with one reason between them stand together: an unreadable deployment gives all of them the same. */
export function undecidedClauses(clauses: readonly ClauseResult[], catalogue: Catalogue): Markup {
  return join(
    groupsBy(clauses, ({ detail }) => detail).map(
      ([detail, group]) => html`<div class="reason warn">
<p>${line(detail, 1000)}</p>
${named(group, catalogue)}
</div>`,
    ),
  );
}

/** With how to supply what is missing, in both languages; clauses that the same would help stand together. */
export function unexercisedClauses(clauses: readonly ClauseResult[], catalogue: Catalogue): Markup {
  const recipeOf = ({ slug, detail }: ClauseResult): Wording => {
    if (detail === TOO_SMALL) return WORDS.tooSmall;
    const said = excerpt(detail, 1000);
    return catalogue.entry(slug).recipe ?? { en: said, zh: said };
  };
  return join(
    groupsBy(clauses, (clause) => recipeOf(clause).en).map(
      ([, group]) => html`<div class="reason warn">
<p><b>${both(WORDS.supply)}:</b> ${group.slice(0, 1).map((clause) => both(recipeOf(clause)))}</p>
${named(group, catalogue)}
</div>`,
    ),
  );
}

/** More than these are folded. */
const MOST_NAMED = 8;

function named(group: readonly ClauseResult[], catalogue: Catalogue): Markup {
  const list = html`<ul>${join(
    group.map(
      ({ slug, level }) =>
        html`<li><a href="#${slug}"><code translate="no">${slug}</code></a> ${levelBadge(level)} ${both(catalogue.entry(slug).statement)}</li>`,
    ),
  )}</ul>`;
  if (group.length <= MOST_NAMED) return list;
  return html`<details><summary>${both(SENTENCES.shareTheReason(group.length))}</summary>${list}</details>`;
}

function groupsBy<T>(
  things: readonly T[],
  key: (thing: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(key(thing), [...(groups.get(key(thing)) ?? []), thing]);
  return [...groups];
}
