/** Faults in how the operation is addressed. */

import { changeField, changeMatches, like, rarely, rewriteTexts } from '../changes.ts';
import { instancesOf } from '../dataset.ts';
import type { Fault } from '../mutation.ts';
import { listed, toArray } from '../rows.ts';
import type { Change } from '../stages.ts';

/** Takes some versions in the path for the operation's own. */
function versionMatched(matches: (version: string, own: string) => boolean): Change {
  return ({ route }) => ({
    route: (request, deployment) => {
      const { version: own } = deployment.operation;
      const target = request.target.replace(/^\/([^/]*)\//, (path, version: string) =>
        matches(version, own) ? `/${own}/` : path,
      );
      return route({ ...request, target }, deployment);
    },
  });
}

const withoutNumber = (version: string) => version.replace(/[0-9]+$/, '');

/** Finds an instance by another comparison than equality; the first where several match. */
function instanceMatched(matches: (instance: string, asked: string) => boolean): Change {
  return ({ findInstance }) => ({
    findInstance: (query, call) => {
      const instances = instancesOf(call.deployment.dataset, call.route.project);
      return instances.find(({ id }) => matches(id, query.instance)) ?? findInstance(query, call);
    },
  });
}

/** Lists the rows of all instances of the project when asked for such an instance. */
function everyInstance(when: (asked: string) => boolean): Change {
  return ({ findInstance, filter }) => ({
    findInstance: (query, call) => {
      const [first] = instancesOf(call.deployment.dataset, call.route.project);
      return when(query.instance) && first !== undefined ? first : findInstance(query, call);
    },
    filter: (instance, query, call) => {
      if (!when(query.instance)) return filter(instance, query, call);
      const { dataset } = call.deployment;
      const instances = instancesOf(dataset, instance.project);
      const rows = instances.flatMap((one) => toArray(filter(one, query, call)));
      return listed(rows.sort((one, other) => dataset.beginOf(one) - dataset.beginOf(other) || one - other));
    },
  });
}

/** Puts an instance in place of one that is missing or empty. */
function instanceSupplied(when: (texts: readonly string[] | undefined) => boolean, instance: string): Change {
  return rewriteTexts((texts, operation) => {
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
    description: 'The version in the path is also accepted in capitals.',
    caughtBy: ['addressing.version-case'],
    change: versionMatched((version, own) => version.toLowerCase() === own.toLowerCase()),
  },
  {
    slug: 'version-not-read',
    description: 'The path is answered under any version.',
    caughtBy: ['addressing.version-value', 'addressing.version-case'],
    change: versionMatched(() => true),
  },
  {
    slug: 'version-number-not-read',
    description: 'The path is answered under any version number.',
    caughtBy: ['addressing.version-value'],
    change: versionMatched(
      (version, own) => /[0-9]$/.test(version) && withoutNumber(version) === withoutNumber(own),
    ),
  },
  {
    slug: 'version-matched-by-start',
    description: 'The path is answered under every version that begins like the right one.',
    caughtBy: ['addressing.version-value'],
    change: versionMatched((version, own) => version.startsWith(own)),
  },
  {
    slug: 'version-number-optional',
    description: 'The path is answered under a version without a number.',
    caughtBy: ['addressing.version-value'],
    change: versionMatched((version, own) => version === withoutNumber(own)),
  },
  {
    slug: 'project-not-checked',
    description: 'The project in the path is not compared with the project of the token.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, deployment) => ({
        ...route(request, deployment),
        project: deployment.dataset.project,
      }),
    }),
  },
  {
    slug: 'project-compared-in-part',
    description: 'Only the first sixteen characters of the project are compared.',
    caughtBy: ['addressing.project-owned'],
    change: ({ route }) => ({
      route: (request, deployment) => {
        const found = route(request, deployment);
        const own = deployment.dataset.project;
        return found.project.slice(0, 16) === own.slice(0, 16) ? { ...found, project: own } : found;
      },
    }),
  },
  {
    slug: 'instance-not-required',
    description: 'A query without an instance id lists the backups of all instances.',
    caughtBy: ['addressing.instance-required'],
    change: withoutInstance((texts) => texts === undefined),
  },
  {
    slug: 'missing-instance-empty-list',
    description: 'A query without an instance id is answered with an empty list.',
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
    description: 'An unknown instance is answered with the backups of the first instance.',
    caughtBy: ['addressing.instance-exact'],
    change: ({ findInstance }) => ({
      findInstance: (query, call) => {
        const instances = instancesOf(call.deployment.dataset, call.route.project);
        const isKnown = instances.some(({ id }) => id === query.instance);
        return findInstance(isKnown ? query : { ...query, instance: instances[0]?.id ?? '' }, call);
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
    description: 'Any text in front of an instance id is ignored.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.endsWith(instance)),
  },
  {
    slug: 'instance-ids-by-comma',
    description: 'An instance id is split at its commas, and the first part is looked up.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => instance === asked.split(',')[0]),
  },
  {
    slug: 'instance-suffix-ignored',
    description: 'Any text after an instance id is ignored.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => asked.startsWith(instance)),
  },
  {
    slug: 'instance-wildcards',
    description: 'An instance id is matched with LIKE, so that % and _ match any text.',
    caughtBy: ['addressing.instance-exact'],
    change: instanceMatched((instance, asked) => like(asked).test(instance)),
  },
  {
    slug: 'instance-filter-ignored',
    description: 'The backups of all instances of the project are listed under each instance.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: everyInstance(() => true),
  },
  {
    slug: 'instance-neighbour-shows',
    description: 'The oldest backup in the list belongs to another instance.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: changeMatches((matches, query, call, instance) => {
      const rows = toArray(matches);
      const neighbour = instancesOf(call.deployment.dataset, instance.project).find(
        ({ id, from, to }) => id !== instance.id && to > from,
      );
      if (query.id === undefined && neighbour !== undefined && rows.length > 0) rows[0] = neighbour.from;
      return listed(rows);
    }),
  },
  {
    slug: 'instance-id-cut',
    description: 'The instance id of some backups lacks its end.',
    caughtBy: ['addressing.instance-owns-rows'],
    change: changeField('instance', rarely, ({ instance }) => instance.slice(0, 32)),
  },
];
