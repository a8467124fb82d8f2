/** The order of parameters, and headers that change nothing but words or coding. */
import type { HeaderChanges } from '../../client/exchange.ts';
import type { Contract } from '../../contract/contract.ts';
import type { WireQuery } from '../../contract/wire.ts';
import { otherOrders } from '../../query/sayings.ts';
import { WHOLE_HISTORY } from '../../query/window.ts';
import { type Clause, type Deployment, trials, type Violation } from '../clause.ts';
import { filtersOf, type Known, withRows } from '../known.ts';
import { fixedRefusals, startsFrom } from '../refusal.ts';
import { eachSaying, firstAlone, mustBeSame, placeOf, type Said, type Saying } from './same-answer.ts';

/** Queries with every filter, a window and a page, and the plainest one. */
function bases(known: Known, contract: Contract): readonly WireQuery[] {
  const { operation } = contract;
  const [instance] = withRows(known);
  const [row] = instance?.rows ?? [];
  if (instance === undefined || row === undefined) return [];
  const page = { offset: operation.offset.minimum, limit: Math.max(1, operation.limit.maximum - 1) };
  const filters = filtersOf(contract, row);
  return [
    operation.write({ instance: instance.id, filters, window: WHOLE_HISTORY, ...page }),
    operation.write({ instance: instance.id }),
  ];
}

const inOrder = (query: WireQuery): Saying => ({
  kind: 'order',
  query,
  says: `its parameters in the order ${query.map(({ name }) => name).join(', ')}`,
});

/** The order of parameters changes nothing. */
export const parameterOrder: Clause = {
  slug: 'equivalence.parameter-order',
  budgetWeight: 0,
  check: trials<Said>({
    cost: 4,
    probes: (known, contract) =>
      bases(known, contract)
        .slice(0, 1)
        .flatMap((base) => firstAlone({ base, sayings: otherOrders(base).map(inOrder) })),
    trial: (said, deployment) => eachSaying(said, deployment, mustBeSame),
  }),
};

interface Worded extends Said {
  /** A query that must be refused, and the valid one that it starts from. */
  readonly broken?: { readonly base: WireQuery; readonly query: WireQuery };
}

/** Another value of a header that has an enumeration changes words alone; an error is one under each of them. */
export const language: Clause = {
  slug: 'equivalence.language',
  budgetWeight: 0,
  check: trials<Worded>({
    cost: 2,
    probes: (known, contract) => {
      const changes = otherValues(contract);
      const [broken] = fixedRefusals(known, contract, ({ level }) => level === 'MUST');
      return [
        ...bases(known, contract).map((base) => ({
          base,
          sayings: changes.map((change) => changed(base, change)),
        })),
        ...(broken === undefined
          ? []
          : [
              {
                base: broken.base,
                sayings: changes.map((change) => changed(broken.query, change)),
                broken,
              },
            ]),
      ];
    },
    trial: (worded, deployment) =>
      worded.broken === undefined
        ? eachSaying(worded, deployment, mustBeSame)
        : saysSomething(worded, worded.broken, deployment),
  }),
};

function otherValues({ operation }: Contract): readonly HeaderChanges[] {
  const { enumerated, common } = operation.headers;
  return enumerated.flatMap(({ name, values }) =>
    values.filter((value) => value !== common[name]).map((value) => ({ [name]: value })),
  );
}

function changed(query: WireQuery, headers: HeaderChanges): Saying {
  const says = Object.entries(headers).map(([name, value]) =>
    value === null ? `without ${name}` : `with ${name}: ${value}`,
  );
  return { kind: Object.keys(headers).join(' '), query, overrides: { headers }, says: says.join(', ') };
}

/** Where an error is well-formed under the usual value of a header, it is so under the others. */
async function saysSomething(
  { sayings }: Said,
  { base, query }: NonNullable<Worded['broken']>,
  deployment: Deployment,
): Promise<Violation | undefined> {
  if (!(await startsFrom(base, deployment))) return undefined;
  const { contract } = deployment;
  const usual = await deployment.ask(query);
  const isSound = (json: (typeof usual)['json']) =>
    json !== undefined && contract.judgeError(json).violations.length === 0;
  if (!isSound(usual.json)) return undefined;
  for (const saying of sayings) {
    const reply = await deployment.ask(saying.query, saying.overrides);
    if (reply.status >= 400 && isSound(reply.json)) continue;
    return {
      rule: 'error-differs-by-header',
      place: placeOf(saying),
      expected: `an error of the same form: ${saying.says}`,
      observed: `${reply.status} ${reply.text.slice(0, 120)}`,
      reply,
    };
  }
  return undefined;
}

/** Codings, and media types of which none is preferred to JSON. */
const CODINGS: readonly HeaderChanges[] = [
  { 'Accept-Encoding': 'identity' },
  { 'Accept-Encoding': 'gzip' },
  { 'Accept-Encoding': 'br' },
  { 'Accept-Encoding': null },
  { Accept: null },
  { Accept: '*/*' },
];

/** Compressed or not, with a media type asked for or without one, the answer is the same. */
export const coding: Clause = {
  slug: 'equivalence.coding',
  budgetWeight: 0,
  check: trials<Said>({
    cost: CODINGS.length + 1,
    probes: (known, contract) =>
      bases(known, contract)
        .slice(1)
        .flatMap((base) => firstAlone({ base, sayings: CODINGS.map((change) => changed(base, change)) })),
    trial: (said, deployment) => eachSaying(said, deployment, mustBeSame),
  }),
};
