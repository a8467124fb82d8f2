/** Faults in how the operation is addressed. */
import type { Fault } from '../fault.ts';
import { listed, toArray } from '../rows.ts';
import type { Change } from '../stages.ts';
import { like } from './like.ts';
import { misread, miswritten, rarely } from './mutations.ts';

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
  return ({ findInstance }) => ({
    findInstance: (query, call) => {
      const instances = call.deployment.dataset.instancesOf(call.route.project);
      return instances.find(({ id }) => matches(id, query.instance)) ?? findInstance(query, call);
    },
  });
}

/** Lists the rows of all instances of the project when asked for such an instance. */
function everyInstance(when: (asked: string) => boolean): Change {
  return ({ findInstance, filter }) => ({
    findInstance: (query, call) => {
      const [first] = call.deployment.dataset.instancesOf(call.route.project);
      return when(query.instance) && first !== undefined ? first : findInstance(query, call);
    },
    filter: (instance, query, call) => {
      if (!when(query.instance)) return filter(instance, query, call);
      const { dataset } = call.deployment;
      const instances = dataset.instancesOf(instance.project);
      const rows = instances.flatMap((one) => toArray(filter(one, query, call)));
      return listed(rows.sort((one, other) => dataset.beginOf(one) - dataset.beginOf(other) || one - other));
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
    description: 'The path answers whether the version is written in capitals or not.',
    caughtBy: ['addressing.version-case'],
    change: versionTaken(/^\/v3\//i),
  },
  {
    slug: 'version-not-read',
    description: 'The path answers under any version.',
    caughtBy: ['addressing.version-value', 'addressing.version-case'],
    change: versionTaken(/^\/[^/]*\//),
  },
  {
    slug: 'version-number-not-read',
    description: 'The path answers under any version number.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v[0-9]+\//),
  },
  {
    slug: 'version-matched-by-start',
    description: 'The path answers under every version that begins as the right one does.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v3[^/]*\//),
  },
  {
    slug: 'version-number-optional',
    description: 'The path answers under a version without a number.',
    caughtBy: ['addressing.version-value'],
    change: versionTaken(/^\/v\//),
  },
  {
    slug: 'project-not-checked',
    description: 'The project in the path is not compared with the project of the token.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, world) => ({ ...route(request, world), project: world.dataset.project }),
    }),
  },
  {
    slug: 'project-compared-in-part',
    description: 'Only the first sixteen characters of the project are compared.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, world) => {
        const found = route(request, world);
        const own = world.dataset.project;
        return found.project.slice(0, 16) === own.slice(0, 16) ? { ...found, project: own } : found;
      },
    }),
  },
  {
    slug: 'instance-not-required',
    description: 'Without an instance id, the backups of all instances are listed.',
    caughtBy: ['addressing.instance-required'],
    change: withoutInstance((texts) => texts === undefined),
  },
  {
    slug: 'missing-instance-empty-list',
    description: 'Without an instance id, an empty list is answered.',
    caughtBy: ['addressing.instance-required'],
    change: (stages) => ({
      ...instanceSupplied((texts) => texts === undefined, NOT_NAMED)(stages),
      findInstance: (query, call) => {
        const [first] = call.deployment.dataset.instances;
        if (query.instance !== NOT_NAMED || first === undefined) return stages.findInstance(query, call);
        return { ...first, to: first.from };
      },
    }),
  },
  {
    slug: 'empty-instance-lists-all',
    description: 'An instance id without a value lists the backups of all instances.',
    caughtBy: ['addressing.instance-empty'],
    change: withoutInstance((texts) => texts?.[0] === ''),
  },
  {
    slug: 'unknown-instance-falls-back',
    description: 'An unknown instance is answered with the backups of the first.',
    caughtBy: ['addressing.instance-exact'],
    change: ({ findInstance }) => ({
      findInstance: (query, call) => {
        const instances = call.deployment.dataset.instancesOf(call.route.project);
        const known = instances.some(({ id }) => id === query.instance);
        return findInstance(known ? query : { ...query, instance: instances[0]?.id ?? '' }, call);
      },
    }),
  },
  {
    slug: 'instance-matched-by-start',
    description: 'The beginning of an instance id is enough.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance.startsWith(asked)),
  },
  {
    slug: 'instance-matched-by-end',
    description: 'The end of an instance id is enough.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance.endsWith(asked)),
  },
  {
    slug: 'instance-prefix-ignored',
    description: 'Whatever stands before an instance id is passed over.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.endsWith(instance)),
  },
  {
    slug: 'instance-ids-by-comma',
    description: 'An instance id is cut at its commas, and the first part looked up.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance === asked.split(',')[0]),
  },
  {
    slug: 'instance-suffix-ignored',
    description: 'Whatever follows the length of an instance id is cut off.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.startsWith(instance)),
  },
  {
    slug: 'instance-wildcards',
    description: 'An instance id is matched with LIKE, so that % and _ stand for anything.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => like(asked).test(instance)),
  },
  {
    slug: 'instance-filter-ignored',
    description: 'The backups of all instances of the project are listed under each.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: everyInstance(() => true),
  },
  {
    slug: 'instance-neighbour-shows',
    description: 'The oldest backup listed belongs to another instance.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: ({ filter }) => ({
      filter: (instance, query, call) => {
        const rows = toArray(filter(instance, query, call));
        const neighbour = call.deployment.dataset
          .instancesOf(instance.project)
          .find((one) => one !== instance && one.to > one.from);
        if (query.id === undefined && neighbour !== undefined && rows.length > 0) rows[0] = neighbour.from;
        return listed(rows);
      },
    }),
  },
  {
    slug: 'instance-id-cut',
    description: 'The instance id of some backups lacks its ending.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: miswritten('instance', rarely, ({ instance }) => instance.slice(0, 32)),
  },
];
