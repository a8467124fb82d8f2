/** Other ways to filter, and to say that nothing was found. */
import { INCREMENTAL } from '../backup.ts';
import { Refusal } from '../refusal.ts';
import type { Change } from '../stages.ts';
import type { Variant } from '../variant.ts';

const incrementalWhenAsked: Variant = {
  slug: 'incremental-only-when-asked',
  description: 'Leaves incremental backups out of a list that names no backup type.',
  change: ({ filter }) => ({
    filter: (instance, query, call) => {
      const { id, type } = query;
      if (id !== undefined || type !== undefined) return filter(instance, query, call);
      return call.deployment.dataset.rowsOf(
        instance,
        instance.engine.types.filter((one) => one !== INCREMENTAL),
      );
    },
  }),
};

/** Refuses an id under which the instance has no backup. */
function unknownIdRefused(refusal: () => Refusal): Change {
  return ({ filter }) => ({
    filter: (instance, query, call) => {
      const { type: _any, ...untyped } = query;
      if (query.id !== undefined && filter(instance, untyped, call).length === 0) throw refusal();
      return filter(instance, query, call);
    },
  });
}

const idsIgnoreCase: Variant = {
  slug: 'ids-ignore-case',
  description: 'Matches the ids of instances and backups without regard to case.',
  change: ({ validate }) => ({
    validate: (parameters, call) => {
      const query = validate(parameters, call);
      const id = query.id === undefined ? {} : { id: query.id.toLowerCase() };
      return { ...query, instance: query.instance.toLowerCase(), ...id };
    },
  }),
};

const unknownInstanceEmpty: Variant = {
  slug: 'unknown-instance-empty',
  description: 'Answers an unknown instance with an empty list.',
  change: ({ findInstance }) => ({
    findInstance: (query, call) => {
      const [first] = call.deployment.dataset.instances;
      try {
        return findInstance(query, call);
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || first === undefined) throw refusal;
        return { ...first, to: first.from };
      }
    },
  }),
};

const otherProjectEmpty: Variant = {
  slug: 'other-project-empty',
  description: 'Answers for a project that the token does not open with an empty list.',
  change: ({ authenticate, findInstance }) => ({
    authenticate: (call) =>
      authenticate({ ...call, route: { ...call.route, project: call.deployment.dataset.project } }),
    findInstance: (query, call) => {
      const [first] = call.deployment.dataset.instances;
      if (call.route.project === call.deployment.dataset.project || first === undefined)
        return findInstance(query, call);
      return { ...first, to: first.from };
    },
  }),
};

export const filtering: readonly Variant[] = [
  incrementalWhenAsked,
  {
    slug: 'unknown-id-400',
    description: 'Refuses an unknown backup id with 400.',
    change: unknownIdRefused(() => new Refusal(400, 'DBS.201203', 'The backup file does not exist.')),
  },
  {
    slug: 'unknown-id-404',
    description: 'Refuses an unknown backup id with 404.',
    change: unknownIdRefused(() => new Refusal(404, 'DBS.201010', 'The backup does not exist.')),
  },
  idsIgnoreCase,
  unknownInstanceEmpty,
  otherProjectEmpty,
];
