/** A text for one parameter, and what is wrong with it. */
import type { QueryFault } from '../contract/query-judgement.ts';

export interface FaultyText {
  /** The exact text on the wire. */
  readonly text: string;
  readonly fault: QueryFault;
}

/**
 * @param wireText the exact text on the wire
 * @param says what is wrong, in a sentence that begins with the parameter's name
 * @param level SHOULD where the text is valid by the letter and better refused
 */
export function faultyText(
  parameter: string,
  constraint: QueryFault['constraint'],
  wireText: string,
  says: string,
  level: 'MUST' | 'SHOULD' = 'MUST',
): FaultyText {
  return { text: wireText, fault: { parameter, constraint, level, says } };
}
