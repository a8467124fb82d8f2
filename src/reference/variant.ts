/** Another conformant way to behave. */
import type { DatasetPlan } from './generated-dataset.ts';
import type { Change, Deployment, ReferenceAnswer, ReferenceRequest } from './stages.ts';

export type Handler = (request: ReferenceRequest) => ReferenceAnswer | Promise<ReferenceAnswer>;

export interface Variant {
  readonly slug: string;
  /** One sentence: what such a deployment does. */
  readonly description: string;
  /** Clauses that warn about it: what they ask is a SHOULD, which this deployment may leave. */
  readonly warned?: readonly string[];
  /** How it answers otherwise. */
  readonly change?: Change;
  /** What other data it has. */
  readonly plan?: Partial<DatasetPlan>;
  /** What happens around the answering: waiting, turning away, data that move. */
  readonly middleware?: (answering: Handler, surroundings: Surroundings) => Handler;
}

export interface Surroundings {
  readonly world: Deployment;
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number;
}
