/** What a failing deployment behaves like, for people: the known fault that explains what was seen. */
import type { Diagnosis, RunResult } from '../../result/result.ts';
import { SENTENCES } from '../sentences.ts';
import { visible } from '../visible.ts';
import { plain, type Style } from './style.ts';
import { english, type Words } from './terminal-text.ts';

/** `behaves like: the total is … (total-of-page); 31 of 31 exchanges explained`, with an empty line behind. */
export function diagnosisLines(
  { diagnosis = [] }: Pick<RunResult, 'diagnosis'>,
  style: Style = plain,
  words: Words = english,
): readonly string[] {
  if (diagnosis.length === 0) return [];
  return [...diagnosis.map((one) => lineOf(one, style, words)), ''];
}

function lineOf({ fault, says, explained, of, alike }: Diagnosis, style: Style, words: Words): string {
  const sentence = says.replace(/\.$/, '').replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
  const faults = [fault, ...alike].map(visible);
  return words(SENTENCES.behavesLike(style('bold', visible(sentence)), faults, explained, of));
}
