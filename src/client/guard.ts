/**
 * Tells answers of the deployment from answers of what has taken its place: an expired credential, a ban, another
 * service. After an answer that the deployment would not give, a query that it has answered before is asked again.
 */
import type { ClientRequest, Exchange } from './exchange.ts';

export interface Guard {
  /** Queries that this deployment has answered with a list, at least one. */
  readonly controls: readonly ClientRequest[];
  /** Whether an answer is such as the deployment has not given before, and would not give where it is what it was. */
  isDoubtful(exchange: Exchange): boolean;
  /** Whether an answer shows that the deployment is what it was. */
  isGood(exchange: Exchange): boolean;
  /** Notes a doubtful answer that turned out to be the deployment's own. */
  vouch(exchange: Exchange): void;
}

/** The clause under which control queries are recorded: no clause is judged on them. */
export const CONTROL = 'control';
