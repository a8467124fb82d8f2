/** Faults and variants: named changes of the reference deployment. */
import type { DatasetPlan } from './generated-dataset.ts';
import type { Change, Deployment, ReferenceAnswer, ReferenceRequest } from './stages.ts';

/** Handles requests. */
export type Handler = (request: ReferenceRequest) => ReferenceAnswer | Promise<ReferenceAnswer>;

export interface MiddlewareContext {
  readonly deployment: Deployment;
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number;
}

export interface Mutation {
  readonly slug: string;
  /** One sentence: what such a deployment does. */
  readonly description: string;
  /** What requests have to carry; a token by default. */
  readonly auth?: 'aksk';
  /** Changes stages of the pipeline. */
  readonly change?: Change;
  /** The token to demand, where a new one will not do. */
  readonly token?: string;
  /** Wraps the handling of all requests: waiting, turning away, data that change between requests. */
  readonly middleware?: (handler: Handler, context: MiddlewareContext) => Handler;
  /** What other data it has. */
  readonly plan?: Partial<DatasetPlan>;
}

/** One known way to be wrong. */
export interface Fault extends Mutation {
  /** Slugs of the clauses, any of which notices it. */
  readonly caughtBy: readonly string[];
}

/** Another conformant way to behave. */
export interface Variant extends Mutation {
  /** Clauses that warn about it: what they ask is a SHOULD, which this deployment may leave. */
  readonly warned?: readonly string[];
}
