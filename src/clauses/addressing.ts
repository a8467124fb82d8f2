/** How the operation is addressed (URI, table 1: version_id, project_id, instance_id). */
import * as fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import type { Ask, Row } from '../contract/operation.ts';
import { encodeQuery, readQuery } from '../contract/wire.ts';
import { validQuery } from '../query/valid-query.ts';
import { type Clause, type Deployment, trials, type Violation } from './clause.ts';
import { changedAt } from './filters/id.ts';
import { fixedQueries, queriesById } from './fixed-queries.ts';
import { type Known, richest } from './known.ts';
import { poolsOf } from './pools.ts';
import { refusalClause } from './refusal.ts';
import { nameOf } from './rows.ts';

interface Elsewhere {
  readonly version: string;
}

function notAtVersion(slug: string, versions: (contract: Contract) => readonly string[]): Clause {
  return {
    slug,
    budgetWeight: 1,
    check: trials<Elsewhere>({
      smokeProbes: 4,
      dataMayMove: false,
      probes: (_, contract) => versions(contract).map((version) => ({ version })),
      trial: async ({ version }, deployment) => {
        const { operation } = deployment.contract;
        const query = operation.write({ instance: richest(deployment.known).id });
        await deployment.accepted(query);
        const path = operation.path(deployment.known.projectId, version);
        const reply = await deployment.ask(query, { path });
        if (reply.listing === undefined) return undefined;
        return {
          rule: 'list-at-other-version',
          expected: `no list at ${path}: the version is ${deployment.contract.operation.version}, case-sensitive`,
          observed: `${reply.status} with a list of ${reply.listing.rows.length} backups`,
          reply,
        };
      },
    }),
  };
}

/** `/V3/` is not answered as `/v3/` is. */
export const versionCase = notAtVersion('addressing.version-case', (contract) => [
  contract.operation.version.toUpperCase(),
]);

/** Versions outside the value set give no list. */
export const versionValue = notAtVersion('addressing.version-value', (contract) => {
  const version = contract.operation.version;
  const letters = version.replace(/\d+$/, '');
  const number = Number(version.slice(letters.length));
  // A smoke run gets no further than the first, which most ways to match a version loosely let through.
  return [
    `${letters}${number}${number}`,
    `${letters}${number + 1}`,
    `${letters}0`,
    letters,
    `${version}.0`,
    `${letters}0${number}`,
  ];
});

/** Another project's id with our credential shows none of our backups. */
export const projectOwned: Clause = {
  slug: 'addressing.project-owned',
  budgetWeight: 1,
  check: trials<{ readonly project: string; readonly query: Ask }>({
    dataMayMove: false,
    probes: (known, contract) => {
      const { projectId } = known;
      const plain = { instance: richest(known).id };
      const [nearest, ...others] = nearProjects(projectId);
      return [
        ...[nearest, ...others].map((project) => ({ project, query: plain })),
        ...queriesById(richest(known), contract).map((query) => ({ project: nearest, query })),
      ];
    },
    cases: (known, contract) =>
      fc.record({
        project: fc.constantFrom(...nearProjects(known.projectId)),
        query: validQuery(contract, poolsOf(known, contract)),
      }),
    trial: async ({ project, query }, deployment) => {
      const { operation } = deployment.contract;
      const wire = operation.write(query);
      await deployment.accepted(wire);
      const reply = await deployment.ask(wire, { path: operation.path(project) });
      const rows = reply.listing?.rows ?? [];
      if (rows.length === 0) return undefined;
      return {
        rule: 'backups-of-other-project',
        expected: `none of our backups under project ${project}: ours is ${deployment.known.projectId}`,
        observed: `${reply.status} with a list of ${rows.length} backups, ${nameOf(rows[0])} first`,
        reply,
      };
    },
  }),
};

/** Ids that differ from the project's in one place. */
function nearProjects(id: string): readonly [string, ...string[]] {
  const others = [changedAt(id, 0), `${id}0`, id.slice(0, -1)].filter((other) => other !== '');
  return [changedAt(id, id.length - 1), ...others];
}

/** Without instance_id: refused. */
export const instanceRequired: Clause = refusalClause('addressing.instance-required', 1);

/** With an empty instance_id: should be refused. */
export const instanceEmpty: Clause = refusalClause('addressing.instance-empty', 0);

interface Stranger {
  readonly instance: string;
  readonly altered: string;
}

/** An unknown instance id shows no backup of any instance. */
export const instanceExact: Clause = {
  slug: 'addressing.instance-exact',
  budgetWeight: 1,
  check: trials<Stranger>({
    smokeProbes: 7,
    dataMayMove: false,
    probes: (known) => strangersTo(known, richest(known).id),
    cases: (known) =>
      fc
        .constantFrom(...known.instances.map(({ id }) => id))
        .chain((instance) =>
          fc.nat(instance.length - 1).map((place) => ({ instance, altered: changedAt(instance, place) })),
        ),
    trial: async ({ instance, altered }, deployment) => {
      const { operation } = deployment.contract;
      await deployment.accepted(operation.write({ instance }));
      return showsNoneOfOurs(altered, deployment);
    },
  }),
};

function strangersTo(known: Known, instance: string): readonly Stranger[] {
  const middle = Math.floor(instance.length / 2);
  const ids = new Set(known.instances.map(({ id }) => id));
  return [
    changedAt(instance, instance.length - 1),
    instance.slice(0, -1),
    `${instance}0`,
    '%',
    instance.slice(1),
    `0${instance}`,
    `${instance},${changedAt(instance, middle)}`,
    changedAt(instance, 0),
    changedAt(instance, middle),
    instance.slice(0, middle),
    `${instance.slice(0, middle)}%`,
    `${instance.slice(0, -1)}_`,
    '*',
  ]
    .filter((altered) => altered !== '' && !ids.has(altered))
    .map((altered) => ({ instance, altered }));
}

/**
 * The id may be that of another instance of the project. Its list is its own then: every row says so, and none of
 * them is known to be another's.
 */
async function showsNoneOfOurs(instance: string, deployment: Deployment): Promise<Violation | undefined> {
  const reply = await deployment.ask(deployment.contract.operation.write({ instance }));
  const { rows, total } = reply.listing ?? { rows: [], total: 0 };
  const ours = new Set(deployment.known.instances.flatMap((each) => each.rows.map(markOf)));
  const isItsOwn =
    rows.length > 0 && rows.every((row) => row.instance === instance && !ours.has(markOf(row)));
  if ((rows.length === 0 && total === 0) || isItsOwn) return undefined;
  return {
    rule: 'backups-of-unknown-instance',
    expected: `a 4xx error, an empty list or backups of ${instance} alone: no such instance was named`,
    observed: `${rows.length} backups, total_count ${total}`,
    reply,
  };
}

/** Identifies a backup among those of all instances, even where each instance numbers its own. */
function markOf({ id, begin }: Row): string {
  return `${id} ${begin}`;
}

/** Every row belongs to the instance asked for. */
export const instanceOwnsRows: Clause = {
  slug: 'addressing.instance-owns-rows',
  budgetWeight: 1,
  check: trials<Ask>({
    smokeProbes: 3,
    probes: (known, contract) => {
      const { maximum: limit } = contract.operation.limit;
      return [
        ...known.instances.map(({ id: instance }) => ({ instance, limit })),
        ...known.instances.map(({ id: instance, total }) => ({
          instance,
          offset: Math.max(0, total - limit),
          limit,
        })),
        ...fixedQueries(known, contract).map((query) => ({ ...query, limit })),
      ];
    },
    cases: (known, contract) => validQuery(contract, poolsOf(known, contract)),
    trial: async (query, deployment) => {
      const listed = await deployment.list(query);
      const place = listed.rows.findIndex(
        (row) => row.instance.toLowerCase() !== query.instance.toLowerCase(),
      );
      const row = listed.rows[place];
      if (row === undefined) return undefined;
      const { fields } = deployment.contract.operation;
      return {
        rule: 'row-of-other-instance',
        expected: `only backups of instance ${query.instance}`,
        observed: `${nameOf(row)} of instance ${row.instance}`,
        reply: listed.reply,
        pointer: `/${fields.rows}/${place}/${fields.instance}`,
      };
    },
  }),
};

/** The document's own sample request, its raw plus signs included, is not refused as malformed. */
export const sampleRequest: Clause = {
  slug: 'addressing.sample-request',
  // An edition may ask for more than the sample that it kept.
  applies: ({ operation, judgeQuery }) => judgeQuery(readQuery(operation.sample.query)).kind !== 'invalid',
  budgetWeight: 0,
  check: trials<{ readonly instance: string }>({
    dataMayMove: false,
    probes: (known) => [{ instance: richest(known).id }],
    trial: async ({ instance }, deployment) => {
      const { operation } = deployment.contract;
      await deployment.accepted(operation.write({ instance }));
      const sample = readQuery(operation.sample.query).map((pair) =>
        pair.name === operation.instance
          ? (encodeQuery({ [operation.instance]: instance })[0] ?? pair)
          : pair,
      );
      const reply = await deployment.ask(sample);
      if (reply.status < 400 || reply.status >= 500) return undefined;
      return {
        rule: 'sample-request-refused',
        expected:
          "the document's own sample request to be understood, with our instance in the place of the sample's",
        observed: `${reply.status} ${reply.text.slice(0, 160)}`,
        reply,
      };
    },
  }),
};
