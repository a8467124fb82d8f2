/** Other ways to filter, and to answer where nothing is found. */
import { backupAt, changeMatches, isIncremental, typeAsked, withoutType } from '../changes.ts';
import { Refusal } from '../errors.ts';
import type { Variant } from '../mutation.ts';
import { filtered } from '../rows.ts';
import type { Call, Change, Stages } from '../stages.ts';

const incrementalOnlyWhenAsked: Variant = {
  slug: 'incremental-only-when-asked',
  description: 'Leaves incremental backups out of a list that names no backup type.',
  change: changeMatches((rows, query, call) => {
    if (query.id !== undefined || typeAsked(query, call) !== undefined) return rows;
    return filtered(rows, (row) => !isIncremental(backupAt(row, call), call.deployment.operation));
  }),
};

/** Refuses an id under which the instance has no backup. */
function unknownIdRefused(status: number, code: string, message: string): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const untyped = withoutType(query, call);
      if (query.id !== undefined && filter(instance, untyped, call).length === 0)
        throw new Refusal(status, code, message);
      return filter(instance, query, call);
    },
  });
}

const idsIgnoreCase: Variant = {
  slug: 'ids-ignore-case',
  description: 'Matches the ids of instances and backups in any case of their letters.',
  change: ({ validate }) => ({
    validate: (texts, call) => {
      const query = validate(texts, call);
      const id = query.id === undefined ? {} : { id: query.id.toLowerCase() };
      return { ...query, instance: query.instance.toLowerCase(), ...id };
    },
  }),
};

/** Finds an instance without backups. */
function noBackups({ deployment }: Call): ReturnType<Stages['findInstance']> | undefined {
  const [first] = deployment.dataset.instances;
  return first === undefined ? undefined : { ...first, to: first.from };
}

const unknownInstanceEmpty: Variant = {
  slug: 'unknown-instance-empty',
  description: 'Answers an unknown instance with an empty list.',
  change: ({ findInstance }) => ({
    findInstance: (query, call) => {
      try {
        return findInstance(query, call);
      } catch (error) {
        const none = noBackups(call);
        if (!(error instanceof Refusal) || none === undefined) throw error;
        return none;
      }
    },
  }),
};

const otherProjectEmpty: Variant = {
  slug: 'other-project-empty',
  description: 'Answers with an empty list for a project that the token does not open.',
  change: ({ authenticate, findInstance }) => ({
    authenticate: (call) =>
      authenticate({ ...call, route: { ...call.route, project: call.deployment.dataset.project } }),
    findInstance: (query, call) => {
      const isOwn = call.route.project === call.deployment.dataset.project;
      return (isOwn ? undefined : noBackups(call)) ?? findInstance(query, call);
    },
  }),
};

export const filtering: readonly Variant[] = [
  incrementalOnlyWhenAsked,
  {
    slug: 'unknown-id-400',
    description: 'Refuses an unknown backup id with 400.',
    change: unknownIdRefused(400, 'DBS.201203', 'The backup file does not exist.'),
  },
  {
    slug: 'unknown-id-404',
    description: 'Refuses an unknown backup id with 404.',
    change: unknownIdRefused(404, 'DBS.201010', 'The backup does not exist.'),
  },
  idsIgnoreCase,
  unknownInstanceEmpty,
  otherProjectEmpty,
];
