/** The badges of verdicts and levels. A sign and a word say the verdict; the colour adds nothing. */
import type { Level, Wording } from '../../contract/catalogue.ts';
import type { ClauseVerdict, RunVerdict } from '../../result/result.ts';
import { RUN_VERDICT_WORDS, VERDICT_WORDS, WORDS } from '../words.ts';
import { both, html, type Markup } from './markup.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'mute';

/** Of a clause, of a run, or of a clause that a run left out. */
export type Verdict = ClauseVerdict | RunVerdict | 'not-judged';

const SIGNS: Readonly<Record<Verdict, readonly [sign: string, tone: Tone]>> = {
  conformant: ['✓', 'good'],
  nonconformant: ['✕', 'bad'],
  pass: ['✓', 'good'],
  fail: ['✕', 'bad'],
  inconclusive: ['?', 'warn'],
  'not-exercised': ['○', 'warn'],
  warn: ['!', 'warn'],
  waived: ['~', 'warn'],
  observed: ['◆', 'info'],
  'not-implemented': ['–', 'mute'],
  'not-scored': ['–', 'mute'],
  'not-applicable': ['–', 'mute'],
  'not-judged': ['·', 'mute'],
};

const NAMES: Readonly<Record<Verdict, Wording>> = {
  ...RUN_VERDICT_WORDS,
  ...VERDICT_WORDS,
  'not-judged': WORDS.notJudged,
};

/** Returns the colour class of a verdict, the same everywhere. */
export function toneOf(verdict: Verdict): Tone {
  return SIGNS[verdict][1];
}

export function verdictBadge(verdict: Verdict): Markup {
  const [sign, tone] = SIGNS[verdict];
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${both(NAMES[verdict])}</span>`;
}

export function levelBadge(level: Level): Markup {
  return html`<span class="level" translate="no">${level}</span>`;
}
