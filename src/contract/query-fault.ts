/** What a query has wrong, or what the document is silent about. */
import type { Level } from './catalogue.ts';

export type Constraint =
  | 'required'
  | 'minimum'
  | 'maximum'
  | 'enum'
  | 'number'
  | 'integer'
  | 'format'
  | 'calendar'
  | 'pattern'
  | 'length'
  | 'relation'
  | 'pair'
  | 'order'
  | 'spelling'
  | 'empty'
  | 'repeated'
  | 'unknown'
  | 'raw-plus'
  | 'extreme';

export interface QueryFault {
  /** Name of the parameter at fault; of the missing one for `required` and `pair`, of the end for `order`. */
  readonly parameter: string;
  readonly constraint: Constraint;
  /** MUST: it has to be refused. SHOULD: it ought to be. OBSERVE: the document is silent. */
  readonly level: Level;
  readonly says: string;
}
