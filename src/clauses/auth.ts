/** The credential (common request headers): without a valid one nothing is shown. */
import * as fc from 'fast-check';
import { SIGNATURE_CHANGES } from '../client/signature-changes.ts';
import type { Ask } from '../contract/operation.ts';
import { validQuery } from '../query/valid-query.ts';
import { type Clause, type RequestOverrides, trials } from './clause.ts';
import { queriesById } from './fixed-queries.ts';
import { richest } from './known.ts';
import { poolsOf } from './pools.ts';

type Credential = Exclude<RequestOverrides['credential'], undefined | 'own'>;

interface Presented {
  readonly query: Ask;
  readonly credential: Credential;
}

/** Wrong signatures, for deployments that requests are signed for. */
const SIGNED: readonly Credential[] = SIGNATURE_CHANGES.map(({ use }) => use);

function needsCredential(
  slug: string,
  [plainest, ...others]: readonly [Credential, ...Credential[]],
  says: string,
  signed = false,
): Clause {
  return {
    slug,
    budgetWeight: 0,
    check: trials<Presented>({
      smokeProbes: 2,
      dataMayMove: false,
      probes: (known, contract) => {
        const [first, ...rest] = known.instances.map(({ id }) => ({ instance: id }));
        if (first === undefined) return [];
        return [
          ...(signed && known.signed === true ? SIGNED : []).map((credential) => ({
            query: first,
            credential,
          })),
          ...[plainest, ...others].map((credential) => ({ query: first, credential })),
          ...[...rest, ...queriesById(richest(known), contract)].map((query) => ({
            query,
            credential: plainest,
          })),
        ];
      },
      cases: (known, contract) =>
        fc.record({
          query: validQuery(contract, poolsOf(known, contract)),
          credential: fc.constantFrom(plainest, ...others),
        }),
      trial: async ({ query, credential }, deployment) => {
        const wire = deployment.contract.operation.write(query);
        await deployment.accepted(wire);
        const reply = await deployment.ask(wire, { credential });
        const rows = reply.listing?.rows.length ?? 0;
        const leaked = deployment.known.instances
          .flatMap((each) => each.rows)
          .find((row) => reply.text.includes(`"${row.id}"`));
        const refused = reply.status === 401 || reply.status === 403;
        if (refused && rows === 0 && leaked === undefined) return undefined;
        const shown = leaked === undefined ? '' : `, and backup ${leaked.id} in the body`;
        return {
          rule: refused ? 'backups-without-credential' : 'credential-not-refused',
          place: { parameter: 'credential', constraint: credential },
          expected: `401 or 403 and no backups: ${says}`,
          observed: `${reply.status}${shown}`,
          reply,
        };
      },
    }),
  };
}

/** No credential, or an empty one: 401 or 403, and no backups in the body. */
export const missing = needsCredential(
  'auth.missing',
  ['none', 'empty'],
  'the request carries no credential, or an empty one',
);

/** An altered credential: 401 or 403, and no backups in the body. */
export const invalid = needsCredential(
  'auth.invalid',
  ['altered', 'altered-late', 'altered-early'],
  "the request's credential is altered in one character, or its signature was made of other parts",
  true,
);
