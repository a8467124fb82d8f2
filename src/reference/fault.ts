/** One known way to be wrong. */
import type { Change } from './stages.ts';
import type { Handler } from './variant.ts';

export interface Fault {
  readonly slug: string;
  /** What the deployment does wrong, in a sentence that its vendor would recognise. */
  readonly description: string;
  /** Slugs of the clauses, any of which notices it. */
  readonly caughtBy: readonly string[];
  readonly change?: Change;
  /** What goes wrong around the answering of a request, beside others that are under way. */
  readonly middleware?: (answering: Handler) => Handler;
}
