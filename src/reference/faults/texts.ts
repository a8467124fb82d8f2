/** Faults in reading texts: a text that is not the right one is taken for it. */
import type { ListOperation } from '../../contract/operation.ts';
import { isInteger, limitOf, offsetOf, rewriteText, rewriteTexts, typeOf } from '../changes.ts';
import type { Fault } from '../mutation.ts';
import type { Change } from '../stages.ts';

const instanceOf = ({ instance }: ListOperation) => instance;
const idOf = ({ id }: ListOperation) => id.parameter;
const beginOf = ({ window }: ListOperation) => window.begin;
const endOf = ({ window }: ListOperation) => window.end;

type NameIn = (operation: ListOperation) => string;

/** Reads the texts of some parameters in another way. */
function reading(
  names: readonly NameIn[],
  rewrite: (text: string, operation: ListOperation) => string | undefined,
): Change {
  return (stages) => {
    let changed = stages;
    for (const name of names) changed = { ...changed, ...rewriteText(name, rewrite)(changed) };
    return changed;
  };
}

const NUMBERS = [limitOf, offsetOf];
const TIMES = [beginOf, endOf];

/** Rewrites path segments before the path is looked up. */
function readingPath(rewrite: (segment: string, own: string) => string): Change {
  return ({ route }) => ({
    route: (request, deployment) => {
      const [path = '', ...query] = request.target.split('?');
      const { operation, dataset } = deployment;
      const [, version = '', project = '', ...rest] = path.split('/');
      const segments = [rewrite(version, operation.version), rewrite(project, dataset.project), ...rest];
      return route({ ...request, target: [`/${segments.join('/')}`, ...query].join('?') }, deployment);
    },
  });
}

const numbers: readonly Fault[] = [
  {
    slug: 'booleans-as-numbers',
    description: 'A limit or offset of true is 1, and of false 0.',
    caughtBy: ['pagination.no-integer'],
    change: reading(NUMBERS, (text) => (text === 'true' ? '1' : text === 'false' ? '0' : text)),
  },
  {
    slug: 'thousands-separators-dropped',
    description: 'Commas inside a limit or offset are dropped.',
    caughtBy: ['pagination.no-integer'],
    change: reading(NUMBERS, (text) => (/^[\d,]+$/.test(text) ? text.replaceAll(',', '') : text)),
  },
  {
    slug: 'first-of-several-numbers',
    description: 'Of several numbers in a limit or offset the first is taken.',
    caughtBy: ['pagination.no-integer', 'pagination.not-a-number'],
    change: reading(NUMBERS, (text) => /^(\d+)[^\d.eE_]+\d*$/.exec(text)?.[1] ?? text),
  },
  {
    slug: 'underscores-in-numbers',
    description: 'A limit or offset may have underscores between its digits.',
    caughtBy: ['pagination.number-spelling'],
    change: reading(NUMBERS, (text) => (/^\d+(?:_\d+)+$/.test(text) ? text.replaceAll('_', '') : text)),
  },
];

const times: readonly Fault[] = [
  {
    slug: 'times-in-quotes-accepted',
    description: 'A time in double quotes is accepted.',
    caughtBy: ['window.time-spelling'],
    change: reading(TIMES, (text) => /^"(.*)"$/.exec(text)?.[1] ?? text),
  },
  {
    slug: 'times-trimmed',
    description: 'Blanks around a time are cut off.',
    caughtBy: ['window.time-spelling'],
    change: reading(TIMES, (text) => text.trim()),
  },
  {
    slug: 'seconds-carried-over',
    description: 'Seconds from 60 to 99 are carried over to the next minute.',
    caughtBy: ['window.calendar'],
    change: ({ time }) => ({
      time: (text) => {
        const [, start = '', seconds = '', zone = ''] = /^(.{17})([6-9]\d)([+-]\d{4})$/.exec(text) ?? [];
        const minute = time(`${start}00${zone}`);
        return minute === undefined ? time(text) : minute + Number(seconds);
      },
    }),
  },
];

const words: readonly Fault[] = [
  {
    slug: 'types-by-ordinal',
    description: 'A type may be given by its place in the list of types.',
    caughtBy: ['filters.outside-enum'],
    change: reading([typeOf], (text, { filters }) => {
      const values = filters[0]?.values ?? [];
      return isInteger(text) ? (values[Number(text)] ?? text) : text;
    }),
  },
  {
    slug: 'types-negated',
    description: 'A type behind an exclamation mark lists the backups without a filter.',
    caughtBy: ['filters.outside-enum'],
    change: reading([typeOf], (text) => (text.startsWith('!') ? undefined : text)),
  },
];

const ids: readonly Fault[] = [
  {
    slug: 'instance-id-trimmed',
    description: 'Blanks around an instance id are cut off.',
    caughtBy: ['addressing.instance-spelling'],
    change: reading([instanceOf], (text) => text.trim()),
  },
  {
    slug: 'instance-id-ends-at-nul',
    description: 'An instance id ends at a NUL.',
    caughtBy: ['addressing.instance-spelling'],
    change: reading([instanceOf], (text) => text.split('\0', 1)[0]),
  },
  {
    slug: 'instance-id-cut-at-semicolon',
    description: 'An instance id is cut at a semicolon.',
    caughtBy: ['addressing.instance-spelling'],
    change: reading([instanceOf], (text) => text.split(';', 1)[0]),
  },
  {
    slug: 'id-accents-folded',
    description: 'Accents in a backup id are dropped.',
    caughtBy: ['filters.id-spelling'],
    change: reading([idOf], (text) => text.normalize('NFD').replaceAll(/\p{Mn}/gu, '')),
  },
  {
    slug: 'id-decoded-twice',
    description: 'A backup id is percent-decoded twice.',
    caughtBy: ['filters.id-exact'],
    change: reading([idOf], (text) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    }),
  },
];

const paths: readonly Fault[] = [
  {
    slug: 'older-versions-answered',
    description: 'The versions v1 and v2 answer as the version of the operation.',
    caughtBy: ['addressing.version-older'],
    change: readingPath((segment, own) => (segment === 'v1' || segment === 'v2' ? own : segment)),
  },
  {
    slug: 'path-parameters-dropped',
    description: 'What is behind a semicolon in a segment of the path is dropped.',
    caughtBy: ['addressing.path-spelling'],
    change: readingPath((segment) => segment.split(/;|%3B/i, 1)[0] ?? segment),
  },
];

/** A text that the service puts in the place of another. */
const empties: readonly Fault[] = [
  {
    slug: 'empty-id-lists-one',
    description: 'A backup id without a value lists one backup.',
    caughtBy: ['filters.empty-value'],
    change: rewriteTexts((texts, operation) => {
      if (texts.get(operation.id.parameter)?.[0] === '') texts.set(operation.limit.parameter, ['1']);
    }),
  },
];

export const textFaults: readonly Fault[] = [...numbers, ...times, ...words, ...ids, ...paths, ...empties];
