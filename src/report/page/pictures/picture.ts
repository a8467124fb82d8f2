/** What pictures have in common: a figure with its caption and legend, static SVG, no colour without a word for it. */
import type { Wording } from '../../../contract/catalogue.ts';
import { both, html, type Markup } from '../../kit/markup.ts';

/** Units that pictures are drawn in; the page scales them. */
export const WIDTH = 760;

export interface LegendEntry {
  /** Class of the mark it explains. */
  readonly mark: string;
  readonly words: Wording;
}

interface Figure {
  /** Part of ids: no other figure on the page has it. */
  readonly name: string;
  readonly caption: Wording;
  readonly legend?: readonly LegendEntry[];
  readonly height: number;
  /** What stands within the SVG. */
  readonly drawing: Markup;
  /** The same in words, for those who do not see it. */
  readonly told?: readonly Wording[];
}

export function figure({ name, caption, legend = [], height, drawing, told = [] }: Figure): Markup {
  const id = `picture-${name}`;
  return html`<figure class="picture">
<figcaption id="${id}">${both(caption)}</figcaption>
<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}">${drawing}</svg></div>
${
  legend.length === 0
    ? ''
    : html`<ul class="legend">${legend.map(
        ({ mark, words }) =>
          html`<li><svg class="key" viewBox="0 0 18 12" aria-hidden="true"><rect class="${mark}" x="1" y="1" width="16" height="10"/></svg> ${both(words)}</li>`,
      )}</ul>`
}
${told.length === 0 ? '' : html`<ul class="unseen">${told.map((each) => html`<li>${both(each)}</li>`)}</ul>`}
</figure>`;
}

/** Rounded, so that pictures stay small. */
export function at(number: number): string {
  return String(Math.round(number * 10) / 10);
}
