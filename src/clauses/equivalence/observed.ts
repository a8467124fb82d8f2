/** Other spellings of a query's frame, and other values of headers: recorded, never judged. */
import type { Reply } from '../../client/reply.ts';
import { type WireQuery, withPair, writeQuery } from '../../contract/wire.ts';
import { type Clause, type Deployment, observation, type RequestOverrides } from '../clause.ts';
import { richest } from '../known.ts';
import { cannotTell, refusesInvalid } from '../spellings.ts';

interface Spelled {
  readonly says: string;
  readonly overrides: RequestOverrides;
}

/** What lists of one backup, and lists as long as usual, show. */
interface Words {
  readonly one: string;
  readonly usual: string;
}

const OF_A_NAME: Words = { one: 'taken for the parameter', usual: 'passed over' };
const OF_AN_EMPTY_PAIR: Words = { one: 'passed over', usual: 'the parameter beside it is lost' };

/**
 * Observes what a deployment makes of a limit that is given in another way: whether a page of one row comes can be told
 * from a page of more.
 * @param spell the ways to give a limit of 1 to a query
 */
function observed(
  slug: string,
  spell: (deployment: Deployment, plain: WireQuery) => readonly Spelled[],
  words: Words = OF_A_NAME,
): Clause {
  return {
    slug,
    budgetWeight: 0,
    check: observation(async (deployment) => {
      const { operation } = deployment.contract;
      const plain = operation.write({ instance: richest(deployment.known).id });
      const usual = await deployment.listText(plain);
      if (usual.rows.length < 2) return 'cannot be told: needs two backups of one instance';
      const seen = new Map<string, string[]>();
      for (const { says, overrides } of spell(deployment, plain)) {
        const what = readAs(await deployment.ask(plain, overrides), usual.rows.length, words);
        seen.set(what, [...(seen.get(what) ?? []), says]);
      }
      return [...seen].map(([what, ways]) => `${ways.join(', ')}: ${what}`).join('; ');
    }),
  };
}

function readAs({ listing, status }: Reply, usual: number, words: Words): string {
  if (listing === undefined) return `refused with ${status}`;
  if (listing.rows.length === 1) return words.one;
  return listing.rows.length === usual ? words.usual : `a list of ${listing.rows.length} backups`;
}

const text = (queryText: string): RequestOverrides => ({ queryText });

/** Empty pairs between the others and at the end. */
export const emptyPair = observed(
  'equivalence.empty-pair',
  ({ contract }, plain) => {
    const whole = writeQuery(withPair(plain, contract.operation.limit.parameter, '1'));
    return [
      { says: '&&', overrides: text(whole.replace('&', '&&')) },
      { says: 'a trailing &', overrides: text(`${whole}&`) },
      { says: 'a leading &', overrides: text(`&${whole}`) },
    ];
  },
  OF_AN_EMPTY_PAIR,
);

/** Names as some frameworks write those of lists and of parts. */
export const arraySpelling = observed('equivalence.array-spelling', ({ contract }, plain) =>
  ['%5B%5D', '.0'].map((mark) => {
    const name = `${contract.operation.limit.parameter}${mark}`;
    return { says: name, overrides: text(`${writeQuery(plain)}&${name}=1`) };
  }),
);

/** Names with letters in the other case, and other edits of a name. */
export const nameCase = observed('equivalence.name-case', ({ contract }, plain) => {
  const { parameter } = contract.operation.limit;
  const names = [
    parameter.toUpperCase(),
    parameter.slice(0, 1).toUpperCase() + parameter.slice(1),
    `%20${parameter}`,
  ];
  return names.map((name) => ({ says: name, overrides: text(`${writeQuery(plain)}&${name}=1`) }));
});

/** A semicolon that is not escaped: some readers take it for an ampersand. */
export const rawSemicolon = observed('equivalence.raw-semicolon', ({ contract }, plain) => {
  const { parameter } = contract.operation.limit;
  return [
    { says: 'between parameters', overrides: text(`${writeQuery(plain)};${parameter}=1`) },
    { says: 'at the end', overrides: text(`${writeQuery(plain)}&${parameter}=1;`) },
  ];
});

/** Headers left out, and values that no enumeration has. */
export const otherHeaders: Clause = {
  slug: 'equivalence.other-headers',
  budgetWeight: 0,
  check: observation(async (deployment) => {
    const { operation } = deployment.contract;
    const plain = operation.write({ instance: richest(deployment.known).id });
    await deployment.accepted(plain);
    // The control: the deployment reads requests, and refuses some.
    if (!(await refusesInvalid(deployment))) return cannotTell('invalid queries are answered too');
    const { common, enumerated } = operation.headers;
    const changes = [
      ...Object.keys(common)
        .filter((name) => name !== 'Accept')
        .map((name) => [name, null] as const),
      ...enumerated.map(({ name }) => [name, 'tlh'] as const),
      ['Accept', 'text/html'] as const,
      ['Accept', 'application/xml, application/json;q=0.5'] as const,
    ];
    const seen: string[] = [];
    for (const [name, value] of changes) {
      const { listing, status } = await deployment.ask(plain, { headers: { [name]: value } });
      const how = listing === undefined ? `refused with ${status}` : 'accepted';
      seen.push(`${value === null ? `without ${name}` : `${name}: ${value}`}: ${how}`);
    }
    return seen.join('; ');
  }),
};
