/** The small signs that stand beside a clause: its verdict and its level. */
import type { Level } from '../../contract/catalogue.ts';
import type { ClauseVerdict } from '../../result/result.ts';
import { VERDICT_WORDS } from '../words.ts';
import { both } from './bilingual.ts';
import { html, type Markup } from './markup.ts';

/** A sign beside the word, for eyes. */
export const SIGNS: Readonly<Record<ClauseVerdict, string>> = {
  fail: '✕',
  inconclusive: '?',
  'not-implemented': '–',
  'not-scored': '–',
  'not-exercised': '○',
  warn: '!',
  waived: '~',
  observed: '◆',
  pass: '✓',
  'not-applicable': '–',
};

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'mute';

const TONES: Readonly<Record<ClauseVerdict, Tone>> = {
  fail: 'bad',
  inconclusive: 'warn',
  'not-implemented': 'mute',
  'not-scored': 'mute',
  'not-exercised': 'warn',
  warn: 'warn',
  waived: 'warn',
  observed: 'info',
  pass: 'good',
  'not-applicable': 'mute',
};

/** Its colour in all places. */
export function toneOf(verdict: ClauseVerdict): Tone {
  return TONES[verdict];
}

/** A verdict is told by a sign and a word; its colour says nothing that they do not. */
export function verdictBadge(verdict: ClauseVerdict): Markup {
  return html`<span class="badge ${toneOf(verdict)}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${both(VERDICT_WORDS[verdict])}</span>`;
}

export function levelBadge(level: Level): Markup {
  return html`<span class="level" translate="no">${level}</span>`;
}
