/** Another conformant way to behave. */
import type { DataPlan } from './data.ts';
import type { Change, ReferenceAnswer, ReferenceRequest, World } from './stages.ts';

export type Answering = (request: ReferenceRequest) => ReferenceAnswer | Promise<ReferenceAnswer>;

export interface Variant {
  readonly slug: string;
  /** One sentence: what such a deployment does. */
  readonly says: string;
  /** Clauses that warn about it: what they ask is a SHOULD, which this deployment may leave. */
  readonly warned?: readonly string[];
  /** How it answers otherwise. */
  readonly change?: Change;
  /** What other data it has. */
  readonly plan?: Partial<DataPlan>;
  /** What happens around the answering: waiting, turning away, data that move. */
  readonly around?: (answering: Answering, surroundings: Surroundings) => Answering;
}

export interface Surroundings {
  readonly world: World;
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number;
}
