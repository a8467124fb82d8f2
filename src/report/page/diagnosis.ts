/** What a failing deployment behaves like: the known faults that answer what was asked as it did. */

import type { Diagnosis } from '../../result/result.ts';
import { both, line } from '../kit/bilingual.ts';
import { html, join, type Markup } from '../kit/markup.ts';
import { SENTENCES } from '../sentences.ts';

export function diagnosisList(diagnosis: readonly Diagnosis[]): Markup {
  return join(
    diagnosis.map(
      ({ fault, says, explained, of, clauses, alike }) => html`<div class="reason bad">
<p class="said">${line(says)}</p>
<p class="quiet">${both(SENTENCES.explained(explained, of))} <code translate="no">rds-backups-conformance serve --fault ${fault}</code></p>
${alike.length === 0 ? '' : html`<p class="quiet">${both(SENTENCES.alike(alike))}</p>`}
${clauses.length === 0 ? '' : html`<p>${join(clauses.map((slug, place) => html`${place > 0 ? ', ' : ''}<a href="#${slug}"><code translate="no">${slug}</code></a>`))}</p>`}
</div>`,
    ),
  );
}
