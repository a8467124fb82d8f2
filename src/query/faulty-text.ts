import type { QueryFault } from '../contract/query-judgement.ts';

/** A text for one parameter, exactly as it stands on the wire, and what is wrong with it. */
export interface FaultyText {
  readonly text: string;
  readonly fault: QueryFault;
}
