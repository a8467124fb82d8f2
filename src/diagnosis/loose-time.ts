/** Times of rows as deployments miswrite them: what is wrong with the form, and the instant that was meant. */
import type { Json } from '../contract/json.ts';
import { parseTime } from '../contract/time.ts';
import { kindOf } from './told-answer.ts';

export interface LooseTime {
  /** What is wrong with it; empty where nothing is. */
  readonly form: string;
  /** Epoch seconds, as far as they can be told. A time without a zone is read as UTC. */
  readonly instant?: number;
}

/** Milliseconds from here on: as seconds it would be the year 5138. */
const FIRST_MILLISECONDS = 1e11;

const FORMS: readonly (readonly [string, RegExp, (text: string) => string])[] = [
  ['letter for a zone', /[zZ]$/, (text) => text.replace(/[zZ]$/, '+0000')],
  ['colon in the zone', /[+-]\d\d:\d\d$/, (text) => text.replace(/:(\d\d)$/, '$1')],
  ['no zone', /:\d\d(\.\d+)?$/, (text) => `${text}+0000`],
  ['blank for T', /^\S{10} \d/, (text) => text.replace(' ', 'T')],
  ['fraction', /\.\d+/, (text) => text.replace(/\.\d+/, '')],
  ['hour 24', /T24/, (text) => text.replace('T24', 'T00')],
];

export function looseTime(value: Json | undefined): LooseTime {
  if (typeof value === 'number') {
    return { form: 'number', instant: Math.floor(value >= FIRST_MILLISECONDS ? value / 1000 : value) };
  }
  if (typeof value !== 'string' || value === '') return { form: kindOf(value) };
  const sound = parseTime(value);
  if (sound !== undefined) return { form: '', instant: sound };
  let [form, text] = ['', value];
  for (const [says, pattern, mend] of FORMS) {
    if (!pattern.test(text)) continue;
    form ||= says;
    text = mend(text);
  }
  const instant = parseTime(text);
  if (instant !== undefined) return { form: form || 'other form', instant };
  if (/^0000-00-00/.test(value)) return { form: 'zero date' };
  return { form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/.test(value) ? 'unreal' : 'other form' };
}
