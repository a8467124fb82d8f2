/** What a failing deployment behaves like, for people: the known fault that explains what was seen. */
import type { RunResult } from '../run/result.ts';
import { plain, type Style } from './style.ts';

/** `behaves like: The total is … (total-of-page); 31 of 31 exchanges explained`, with an empty line behind. */
export function diagnosisLines(
  { diagnosis = [] }: Pick<RunResult, 'diagnosis'>,
  style: Style = plain,
): readonly string[] {
  if (diagnosis.length === 0) return [];
  const lines = diagnosis.map(({ fault, says, explained, of, alike }) => {
    const others = alike.length === 0 ? '' : `, or ${alike.join(', or ')}`;
    const sentence = says.replace(/\.$/, '');
    return `behaves like: ${style('bold', sentence)} (${fault}${others}); ${explained} of ${of} exchanges explained`;
  });
  return [...lines, ''];
}
