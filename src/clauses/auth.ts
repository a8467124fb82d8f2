/** The credential (common request headers): without a valid one nothing is shown. */
import { type Clause, type How, trials } from './clause.ts';
import { askFor, type Filter, filtersWithId } from './filter.ts';
import { richest } from './known.ts';

type Credential = Exclude<How['credential'], undefined | 'own'>;

function needsCredential(slug: string, credential: Credential, says: string): Clause {
  return {
    slug,
    worth: 0,
    check: trials<{ readonly filter: Filter }>({
      dataMayMove: false,
      probes: (known) => [
        ...known.instances.map(({ id }) => ({ filter: { instance: id } })),
        ...filtersWithId(richest(known)).map((filter) => ({ filter })),
      ],
      trial: async ({ filter }, scene) => {
        const query = scene.contract.operation.write(askFor(filter));
        await scene.accepted(query);
        const reply = await scene.ask(query, { credential });
        const rows = reply.listing?.rows.length ?? 0;
        const leaked = scene.known.instances
          .flatMap((each) => each.rows)
          .find((row) => reply.text.includes(`"${row.id}"`));
        const refused = reply.status === 401 || reply.status === 403;
        if (refused && rows === 0 && leaked === undefined) return undefined;
        const shown = leaked === undefined ? '' : `, and backup ${leaked.id} in the body`;
        return {
          expected: `401 or 403 and no backups: ${says}`,
          observed: `${reply.status}${shown}`,
          culprit: reply,
        };
      },
    }),
  };
}

/** No credential: 401 or 403, and no backups in the body. */
export const missing = needsCredential('auth.missing', 'none', 'the request carries no credential');

/** An altered credential: 401 or 403, and no backups in the body. */
export const invalid = needsCredential(
  'auth.invalid',
  'altered',
  "the request's credential is altered in one character",
);
