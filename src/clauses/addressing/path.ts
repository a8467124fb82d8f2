/** The path of the operation (URI, table 1: version_id, project_id), and the document's sample request. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import { readIdText } from '../../contract/id-text.ts';
import type { Ask } from '../../contract/operation.ts';
import { decodeText, encodeQuery, readQuery } from '../../contract/wire.ts';
import { type Edit, editsOf, tellingEdits } from '../../query/edits/edits.ts';
import { validQuery } from '../../query/valid-query.ts';
import { type Clause, trials } from '../clause.ts';
import { alterations, changedAt } from '../filters/id.ts';
import { queriesById } from '../fixed-queries.ts';
import { type Known, richest } from '../known.ts';
import { poolsOf } from '../pools.ts';
import { nameOf } from '../rows.ts';

/** A path with another text in place of its version or its project, percent-encoded. */
interface Elsewhere {
  readonly segment: 'version' | 'project';
  readonly altered: string;
}

/** Which clause another text in place of a path segment belongs to; undefined where the document leaves it open. */
function ownerOfSegment(
  { segment, altered }: Elsewhere,
  known: Known,
  { operation }: Contract,
): string | undefined {
  const own = segment === 'version' ? operation.version : known.projectId;
  const reading = readIdText(own, altered);
  // Slashes, dots and what normalises to the same path are another spelling of the path, not of the segment.
  if (reading === 'same' || /[/\\]|^\.*$/.test(decodeText(altered) ?? '')) return undefined;
  if (reading === 'spelling' || /^\.+$/.test(afterOwn(own, altered))) return 'addressing.path-spelling';
  if (segment === 'project') return reading === 'other' ? 'addressing.project-owned' : undefined;
  if (reading === 'case') return 'addressing.version-case';
  return isOlder(own, altered) ? 'addressing.version-older' : 'addressing.version-value';
}

function afterOwn(own: string, altered: string): string {
  return altered.startsWith(own) ? altered.slice(own.length) : '';
}

function isOlder(version: string, altered: string): boolean {
  const letters = version.replace(/\d+$/, '');
  const number = /^\d+$/.exec(altered.slice(letters.length))?.[0];
  return altered.startsWith(letters) && number === String(Number(number)) && isBelow(Number(number), version);
}

function isBelow(number: number, version: string): boolean {
  return number > 0 && number < Number(/\d+$/.exec(version)?.[0]);
}

/** Versions that a loose match lets through, then the edits of the text of the version. */
function versionsNear({ operation: { version } }: Contract): readonly string[] {
  const letters = version.replace(/\d+$/, '');
  const number = Number(version.slice(letters.length));
  // A smoke run gets no further than the first few.
  return [
    `${letters}${number}${number}`,
    `${letters}${number + 1}`,
    `${letters}0`,
    letters,
    `${version}.0`,
    `${letters}0${number}`,
    ...Array.from({ length: Math.max(0, number - 1) }, (_, place) => `${letters}${number - place - 1}`),
  ];
}

/**
 * A list in answer to another version or project breaks the clause that the altered segment belongs to.
 * @param sendsOpen whether what the document leaves open is sent too, for the clauses that watch every answer
 */
function notAtSegment(slug: string, smokeProbes = 1, sendsOpen = false): Clause {
  const owned = (cases: readonly Elsewhere[], known: Known, contract: Contract) =>
    cases.filter((each) => (ownerOfSegment(each, known, contract) ?? (sendsOpen ? slug : '')) === slug);
  return {
    slug,
    budgetWeight: 1,
    provokes: true,
    check: trials<Elsewhere>({
      smokeProbes,
      dataMayMove: false,
      probes: (known, contract) => owned(segmentsNear(known, contract, fewEdits), known, contract),
      exhaustiveProbes: (known, contract) => owned(segmentsNear(known, contract, editsOf), known, contract),
      trial: async ({ segment, altered }, deployment) => {
        const { operation } = deployment.contract;
        const { projectId } = deployment.known;
        const query = operation.write({ instance: richest(deployment.known).id });
        await deployment.accepted(query);
        const path =
          segment === 'version'
            ? operation.path(projectId, altered)
            : operation.path(projectId).replace(encodeURIComponent(projectId), () => altered);
        const reply = await deployment.ask(query, { path });
        if (ownerOfSegment({ segment, altered }, deployment.known, deployment.contract) !== slug)
          return undefined;
        const mayBeEmpty = segment === 'project' && reply.listing?.rows.length === 0;
        if (reply.listing === undefined || mayBeEmpty) return undefined;
        return {
          rule: segment === 'version' ? 'list-at-other-version' : 'backups-of-other-project',
          expected: `no list at ${path}: the path is ${operation.path(projectId)}`,
          observed: `${reply.status} with a list of ${reply.listing.rows.length} backups`,
          reply,
        };
      },
    }),
  };
}

/** The telling edits, of those that insert in the middle the first alone: who passes over a character does so at the end. */
function fewEdits(text: string): readonly Edit[] {
  const inserted = tellingEdits(text).filter(({ operator }) => operator === 'insert');
  return tellingEdits(text).filter((edit) => !inserted.slice(2).includes(edit));
}

function segmentsNear(
  { projectId }: Known,
  contract: Contract,
  edit: (text: string) => readonly { readonly wire: string }[],
): readonly Elsewhere[] {
  const { version } = contract.operation;
  const versions = [...versionsNear(contract), ...edit(version).map(({ wire }) => wire)];
  const projects = edit(projectId).map(({ wire }) => wire);
  return [
    ...[...new Set(versions)].map((altered) => ({ segment: 'version' as const, altered })),
    ...projects.map((altered) => ({ segment: 'project' as const, altered })),
  ].filter(({ altered }) => altered !== '');
}

/** `/V3/` is not answered as `/v3/` is. */
export const versionCase = notAtSegment('addressing.version-case');

/** Versions outside the value set give no list. */
export const versionValue = notAtSegment('addressing.version-value', 3);

/** An older version of the interface does not answer with the list of this one. */
export const versionOlder = notAtSegment('addressing.version-older');

/** The version or the project with something added that some readers pass over is another path. */
export const pathSpelling = notAtSegment('addressing.path-spelling', 1, true);

/** Another project's id with our credential shows none of our backups. */
export const projectOwned: Clause = {
  slug: 'addressing.project-owned',
  budgetWeight: 1,
  check: trials<{ readonly project: string; readonly query: Ask }>({
    dataMayMove: false,
    probes: (known, contract) => {
      const plain = { instance: richest(known).id };
      const [nearest, ...others] = nearProjects(known.projectId);
      // A spelling of the id has the other operators.
      const edited = ['insert', 'delete', 'repeat', 'swap', 'join', 'negate', 'substitute'].flatMap(
        (wanted) => editsOf(known.projectId).find(({ operator }) => operator === wanted) ?? [],
      );
      return [
        ...[nearest, ...others].map((project) => ({ project, query: plain })),
        ...queriesById(richest(known), contract).map((query) => ({ project: nearest, query })),
        ...otherProjects(edited, known, contract).map((project) => ({ project, query: plain })),
      ];
    },
    exhaustiveProbes: (known, contract) =>
      otherProjects(editsOf(known.projectId), known, contract).map((project) => ({
        project,
        query: { instance: richest(known).id },
      })),
    cases: (known, contract) =>
      fc.record({
        project: fc.constantFrom(...nearProjects(known.projectId)),
        query: validQuery(contract, poolsOf(known, contract)),
      }),
    trial: async ({ project, query }, deployment) => {
      const { operation } = deployment.contract;
      const wire = operation.write(query);
      await deployment.accepted(wire);
      const { projectId } = deployment.known;
      const path = operation.path(projectId).replace(encodeURIComponent(projectId), () => project);
      const reply = await deployment.ask(wire, { path });
      const rows = reply.listing?.rows ?? [];
      if (rows.length === 0) return undefined;
      return {
        rule: 'backups-of-other-project',
        expected: `none of our backups under project ${project}: ours is ${projectId}`,
        observed: `${reply.status} with a list of ${rows.length} backups, ${nameOf(rows[0])} first`,
        reply,
      };
    },
  }),
};

/** Ids that differ from the project's in one place, percent-encoded. */
function nearProjects(id: string): readonly [string, ...string[]] {
  const others = [changedAt(id, 0), `${id}0`, ...alterations(id)]
    .map(encodeURIComponent)
    .filter((other) => readIdText(id, other) === 'other');
  return [encodeURIComponent(changedAt(id, id.length - 1)), ...others];
}

/** The edited texts that are another project's id. */
function otherProjects(
  edits: readonly { readonly wire: string }[],
  known: Known,
  contract: Contract,
): readonly string[] {
  return edits
    .map(({ wire }) => wire)
    .filter(
      (altered) =>
        altered !== '' &&
        ownerOfSegment({ segment: 'project', altered }, known, contract) === 'addressing.project-owned',
    );
}

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
