/** The unfiltered list, for faults that look at it where they should not. */
import type { Question } from '../question.ts';
import type { Rows } from '../rows.ts';
import type { Call } from '../stages.ts';

/** All rows of the instance, whatever the question filters by, in order. */
export function everyRow({ instance, offset, limit }: Question, call: Call): Rows {
  const question = { instance, offset, limit };
  const { find, select, order } = call.stages;
  return order(select(find(question, call), question, call), question, call);
}
