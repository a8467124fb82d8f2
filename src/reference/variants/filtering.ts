/** Other ways to filter, and to say that nothing was found. */
import { INCREMENTAL } from '../backup.ts';
import { Refusal } from '../refusal.ts';
import type { Change } from '../stages.ts';
import type { Variant } from '../variant.ts';

const incrementalWhenAsked: Variant = {
  slug: 'incremental-only-when-asked',
  says: 'Leaves incremental backups out of a list that names no backup type.',
  change: ({ select }) => ({
    select: (shelf, question, call) => {
      const { id, type } = question;
      if (id !== undefined || type !== undefined) return select(shelf, question, call);
      return call.world.data.rowsOf(
        shelf,
        shelf.engine.types.filter((one) => one !== INCREMENTAL),
      );
    },
  }),
};

/** Refuses an id under which the instance has no backup. */
function unknownIdRefused(refusal: () => Refusal): Change {
  return ({ select }) => ({
    select: (shelf, question, call) => {
      const { type: _any, ...untyped } = question;
      if (question.id !== undefined && select(shelf, untyped, call).length === 0) throw refusal();
      return select(shelf, question, call);
    },
  });
}

const idsIgnoreCase: Variant = {
  slug: 'ids-ignore-case',
  says: 'Matches the ids of instances and backups without regard to case.',
  change: ({ judge }) => ({
    judge: (parameters, call) => {
      const question = judge(parameters, call);
      const id = question.id === undefined ? {} : { id: question.id.toLowerCase() };
      return { ...question, instance: question.instance.toLowerCase(), ...id };
    },
  }),
};

const unknownInstanceEmpty: Variant = {
  slug: 'unknown-instance-empty',
  says: 'Answers an unknown instance with an empty list.',
  change: ({ find }) => ({
    find: (question, call) => {
      const [first] = call.world.data.shelves;
      try {
        return find(question, call);
      } catch (refusal) {
        if (!(refusal instanceof Refusal) || first === undefined) throw refusal;
        return { ...first, to: first.from };
      }
    },
  }),
};

const otherProjectEmpty: Variant = {
  slug: 'other-project-empty',
  says: 'Answers for a project that the token does not open with an empty list.',
  change: ({ authenticate, find }) => ({
    authenticate: (call) =>
      authenticate({ ...call, route: { ...call.route, project: call.world.data.project } }),
    find: (question, call) => {
      const [first] = call.world.data.shelves;
      if (call.route.project === call.world.data.project || first === undefined) return find(question, call);
      return { ...first, to: first.from };
    },
  }),
};

export const filtering: readonly Variant[] = [
  incrementalWhenAsked,
  {
    slug: 'unknown-id-400',
    says: 'Refuses an unknown backup id with 400.',
    change: unknownIdRefused(() => new Refusal(400, 'DBS.201203', 'The backup file does not exist.')),
  },
  {
    slug: 'unknown-id-404',
    says: 'Refuses an unknown backup id with 404.',
    change: unknownIdRefused(() => new Refusal(404, 'DBS.201010', 'The backup does not exist.')),
  },
  idsIgnoreCase,
  unknownInstanceEmpty,
  otherProjectEmpty,
];
