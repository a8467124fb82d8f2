/** Faults in how the operation is addressed. */
import type { Fault } from '../fault.ts';
import { listed, toArray } from '../rows.ts';
import type { Change } from '../stages.ts';
import { like } from './like.ts';
import { misread, miswritten, rarely } from './making.ts';

/** Takes one version in the path for another. */
function versionTaken(pattern: RegExp): Change {
  return ({ route }) => ({
    route: (request, world) => {
      const version = world.operation.pathTemplate.split('/')[1] ?? '';
      return route({ ...request, target: request.target.replace(pattern, `/${version}/`) }, world);
    },
  });
}

/** Finds an instance by another comparison than equality; the first where several match. */
function instanceMatched(matches: (instance: string, asked: string) => boolean): Change {
  return ({ find }) => ({
    find: (question, call) => {
      const shelves = call.world.data.shelvesOf(call.route.project);
      return shelves.find(({ instance }) => matches(instance, question.instance)) ?? find(question, call);
    },
  });
}

/** Lists the rows of all instances of the project when asked for such an instance. */
function everyInstance(when: (asked: string) => boolean): Change {
  return ({ find, select }) => ({
    find: (question, call) => {
      const [first] = call.world.data.shelvesOf(call.route.project);
      return when(question.instance) && first !== undefined ? first : find(question, call);
    },
    select: (shelf, question, call) => {
      if (!when(question.instance)) return select(shelf, question, call);
      const { data } = call.world;
      const shelves = data.shelvesOf(shelf.project);
      const rows = shelves.flatMap((one) => toArray(select(one, question, call)));
      return listed(rows.sort((one, other) => data.beginOf(one) - data.beginOf(other) || one - other));
    },
  });
}

/** Puts an instance in place of one that is missing or empty. */
function instanceSupplied(when: (texts: readonly string[] | undefined) => boolean, instance: string): Change {
  return misread((texts, operation) => {
    if (when(texts.get(operation.instance))) texts.set(operation.instance, [instance]);
  });
}

const NOT_NAMED = '(none)';

/** Every backup of the project, where the query names no instance. */
function withoutInstance(when: (texts: readonly string[] | undefined) => boolean): Change {
  return (stages) => ({
    ...instanceSupplied(when, NOT_NAMED)(stages),
    ...everyInstance((asked) => asked === NOT_NAMED)(stages),
  });
}

export const addressingFaults: readonly Fault[] = [
  {
    slug: 'version-case-ignored',
    says: 'The path answers whether the version is written in capitals or not.',
    caughtBy: ['addressing.version-case'],
    change: versionTaken(/^\/v3\//i),
  },
  {
    slug: 'version-not-read',
    says: 'The path answers under any version.',
    caughtBy: ['addressing.version-value', 'addressing.version-case'],
    change: versionTaken(/^\/[^/]*\//),
  },
  {
    slug: 'version-number-not-read',
    says: 'The path answers under any version number.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v[0-9]+\//),
  },
  {
    slug: 'version-matched-by-start',
    says: 'The path answers under every version that begins as the right one does.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v3[^/]*\//),
  },
  {
    slug: 'version-number-optional',
    says: 'The path answers under a version without a number.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v\//),
  },
  {
    slug: 'project-not-checked',
    says: 'The project in the path is not compared with the project of the token.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, world) => ({ ...route(request, world), project: world.data.project }),
    }),
  },
  {
    slug: 'project-compared-in-part',
    says: 'Only the first sixteen characters of the project are compared.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, world) => {
        const found = route(request, world);
        const own = world.data.project;
        return found.project.slice(0, 16) === own.slice(0, 16) ? { ...found, project: own } : found;
      },
    }),
  },
  {
    slug: 'instance-not-required',
    says: 'Without an instance id, the backups of all instances are listed.',
    caughtBy: ['addressing.instance-required'],
    change: withoutInstance((texts) => texts === undefined),
  },
  {
    slug: 'missing-instance-empty-list',
    says: 'Without an instance id, an empty list is answered.',
    caughtBy: ['addressing.instance-required'],
    change: (stages) => ({
      ...instanceSupplied((texts) => texts === undefined, NOT_NAMED)(stages),
      find: (question, call) => {
        const [first] = call.world.data.shelves;
        if (question.instance !== NOT_NAMED || first === undefined) return stages.find(question, call);
        return { ...first, to: first.from };
      },
    }),
  },
  {
    slug: 'empty-instance-lists-all',
    says: 'An instance id without a value lists the backups of all instances.',
    caughtBy: ['addressing.instance-empty'],
    change: withoutInstance((texts) => texts?.[0] === ''),
  },
  {
    slug: 'unknown-instance-falls-back',
    says: 'An unknown instance is answered with the backups of the first.',
    caughtBy: ['addressing.instance-exact'],
    change: ({ find }) => ({
      find: (question, call) => {
        const shelves = call.world.data.shelvesOf(call.route.project);
        const known = shelves.some(({ instance }) => instance === question.instance);
        return find(known ? question : { ...question, instance: shelves[0]?.instance ?? '' }, call);
      },
    }),
  },
  {
    slug: 'instance-matched-by-start',
    says: 'The beginning of an instance id is enough.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance.startsWith(asked)),
  },
  {
    slug: 'instance-matched-by-end',
    says: 'The end of an instance id is enough.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance.endsWith(asked)),
  },
  {
    slug: 'instance-prefix-ignored',
    says: 'Whatever stands before an instance id is passed over.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.endsWith(instance)),
  },
  {
    slug: 'instance-ids-by-comma',
    says: 'An instance id is cut at its commas, and the first part looked up.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance === asked.split(',')[0]),
  },
  {
    slug: 'instance-suffix-ignored',
    says: 'Whatever follows the length of an instance id is cut off.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.startsWith(instance)),
  },
  {
    slug: 'instance-wildcards',
    says: 'An instance id is matched with LIKE, so that % and _ stand for anything.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => like(asked).test(instance)),
  },
  {
    slug: 'instance-filter-ignored',
    says: 'The backups of all instances of the project are listed under each.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: everyInstance(() => true),
  },
  {
    slug: 'instance-neighbour-shows',
    says: 'The oldest backup listed belongs to another instance.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: ({ select }) => ({
      select: (shelf, question, call) => {
        const rows = toArray(select(shelf, question, call));
        const neighbour = call.world.data
          .shelvesOf(shelf.project)
          .find((one) => one !== shelf && one.to > one.from);
        if (question.id === undefined && neighbour !== undefined && rows.length > 0) rows[0] = neighbour.from;
        return listed(rows);
      },
    }),
  },
  {
    slug: 'instance-id-cut',
    says: 'The instance id of some backups lacks its ending.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: miswritten('instance', rarely, ({ instance }) => instance.slice(0, 32)),
  },
];
