/** The credential (common request headers): without the right one nothing is shown, whatever else is asked. */
import * as fc from 'fast-check';
import { SIGNATURE_CHANGES } from '../../client/signature-changes.ts';
import { type CredentialChange, wrongCredentials } from '../../query/credentials.ts';
import { type Clause, trials } from '../clause.ts';
import {
  anyCompany,
  askPresented,
  type Company,
  companies,
  notRefused,
  type Presented,
} from './presented.ts';

type Credential = Pick<Presented, 'credential' | 'kind' | 'says'>;

function needsCredential(
  slug: string,
  smokeProbes: number,
  [plainest, ...others]: readonly [Credential, ...Credential[]],
): Clause {
  const isAnyChange = slug === 'auth.invalid';
  return {
    slug,
    budgetWeight: 0,
    provokes: true,
    check: trials<Presented>({
      smokeProbes,
      dataMayMove: false,
      probes: (known, contract) => {
        const [first, ...rest] = companies(known, contract);
        if (first === undefined) return [];
        return [
          ...(isAnyChange && known.signed === true
            ? withSignatures(plainest, others)
            : [plainest, ...others]
          ).map((credential) => presented(first, credential)),
          // The two clauses share out the queries between them: who is let in is decided in one place.
          ...rest
            .filter((_, place) => place % 2 === (isAnyChange ? 1 : 0))
            .map((company) => presented(company, plainest)),
        ];
      },
      ...(isAnyChange
        ? {
            exhaustiveProbes: (known, contract) =>
              companies(known, contract)
                .slice(0, 1)
                .flatMap((company) => ALL_WRONG.map((credential) => presented(company, credential))),
          }
        : {}),
      cases: (known, contract) =>
        fc
          .tuple(
            anyCompany(known, contract),
            fc.constantFrom(...(isAnyChange ? ALL_WRONG : [plainest, ...others])),
          )
          .map(([company, credential]) => presented(company, credential)),
      trial: async (input, deployment) => {
        const reply = await askPresented(input, deployment);
        if (reply === undefined) return undefined;
        const { meaning = 'other' } = reply.exchange.request;
        if (meaning !== 'other' && meaning !== 'unreadable') return undefined;
        return notRefused(reply, input, deployment);
      },
    }),
  };
}

function presented({ base, query }: Company, credential: Credential): Presented {
  return { base, query, ...credential };
}

/** No credential, or an empty one: 401 or 403, and no backups in the body. */
export const missing = needsCredential('auth.missing', 2, [
  { credential: 'none', kind: 'none', says: 'the request carries no credential' },
  { credential: 'empty', kind: 'empty', says: "the request's credential is empty" },
]);

const asCredential = ({ use, kind, says }: CredentialChange): Credential => ({ credential: use, kind, says });

/** Wrong signatures, for deployments that requests are signed for. */
const SIGNED: readonly Credential[] = SIGNATURE_CHANGES.map(({ use, says }) => ({
  credential: use,
  kind: 'signature',
  says,
}));

/** Wrong signatures take the place of most edits: to a signature every edit is alike. */
function withSignatures(plainest: Credential, others: readonly Credential[]): readonly Credential[] {
  return [...SIGNED.slice(0, 2), plainest, ...SIGNED.slice(2), ...others.slice(0, SIGNED.length)];
}

const ALL_WRONG = wrongCredentials().map(asCredential);

const ALTERED: Credential = {
  credential: 'altered',
  kind: 'altered',
  says: "the request's credential is altered in one character",
};

const TELLING = wrongCredentials()
  .filter(({ isTelling }) => isTelling)
  .map(asCredential);

/** Anything but the right credential: 401 or 403, and no backups in the body. */
export const invalid = needsCredential('auth.invalid', 2, [ALTERED, ...TELLING]);
