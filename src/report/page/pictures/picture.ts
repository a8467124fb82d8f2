/** What pictures share: a figure with caption and legend, static SVG, a word for every colour. */
import type { Wording } from '../../../contract/catalogue.ts';
import { both, html, type Markup } from '../../kit/markup.ts';

/** Width in SVG units; the page scales it. */
export const WIDTH = 760;

/** From `from` to `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface LegendEntry {
  /** Class of the mark. */
  readonly mark: string;
  readonly words: Wording;
}

interface Figure {
  /** Unique on the page. */
  readonly name: string;
  readonly caption: Wording;
  readonly legend?: readonly LegendEntry[];
  readonly height: number;
  /** Content of the SVG. */
  readonly drawing: Markup;
  /** The same in words, for readers who do not see it. */
  readonly text?: readonly Wording[];
}

export function figure({ name, caption, legend = [], height, drawing, text = [] }: Figure): Markup {
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
${text.length === 0 ? '' : html`<ul class="visually-hidden">${text.map((each) => html`<li>${both(each)}</li>`)}</ul>`}
</figure>`;
}

/** Returns a coordinate, rounded so that pictures stay small. */
export function at(number: number): string {
  return String(Math.round(number * 10) / 10);
}
