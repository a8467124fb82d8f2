/** Faults in checking signed requests. */
import { authenticateBy } from '../access.ts';
import { Refusal } from '../errors.ts';
import type { Fault } from '../mutation.ts';
import { ALL_RULES, type SignatureRules } from '../signature-check.ts';

const UNAUTHORIZED = 401;

/** A request is accepted where its signature is right, and where it is right by these rules. */
function checking(slug: string, description: string, rules: Partial<SignatureRules>): Fault {
  return {
    slug,
    description,
    caughtBy: ['auth.invalid'],
    auth: 'aksk',
    change: ({ authenticate }) => ({
      authenticate: (call) => {
        try {
          authenticate(call);
        } catch (error) {
          if (!(error instanceof Refusal) || error.status !== UNAUTHORIZED) throw error;
          authenticateBy(call, { ...ALL_RULES, ...rules });
        }
      },
    }),
  };
}

export const signatureFaults: readonly Fault[] = [
  checking('access-key-suffices', 'Of a signed request only the access key is checked, not the signature.', {
    checksSignature: false,
  }),
  checking(
    'signature-without-query',
    'A signature is checked as if there were no query: it is good for any.',
    {
      coversQuery: false,
    },
  ),
  checking(
    'signed-header-not-checked',
    'A signature is checked with the usual media type, whichever was sent.',
    {
      coversHeaders: false,
    },
  ),
  checking('stale-signature-accepted', 'A signature is accepted however old it is.', { checksAge: false }),
  checking('security-token-ignored', 'The security token of a temporary key is not checked.', {
    checksSecurityToken: false,
  }),
];
