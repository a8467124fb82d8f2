/** Other ways to demand a credential. */
import { authenticateBy } from '../access.ts';
import type { Variant } from '../mutation.ts';
import { ALL_RULES } from '../signature-check.ts';

export const access: readonly Variant[] = [
  {
    slug: 'access-key',
    description: 'Requests have to be signed with a temporary access key.',
    auth: 'aksk',
  },
  {
    slug: 'access-key-strict',
    description:
      'Requests have to be signed; a query that the scheme knows no canonical form of is refused as not signed.',
    auth: 'aksk',
    change: () => ({
      authenticate: (call) => authenticateBy(call, { ...ALL_RULES, isStrict: true }),
    }),
  },
];
