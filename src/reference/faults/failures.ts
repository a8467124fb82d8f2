/** Faults in which texts, amounts of text or other paths make the service fail, and refusals that show too much or break. */
import { decodeText, readQuery } from '../../contract/wire.ts';
import { errorFields } from '../access.ts';
import { instancesOf } from '../dataset.ts';
import { Refusal, serverFault } from '../errors.ts';
import { jsonText } from '../json-text.ts';
import type { Fault } from '../mutation.ts';
import type { Call, Change, ReferenceAnswer, Stages } from '../stages.ts';

/** Fails where the query string holds something. */
function failingOn(isMeant: (queryString: string) => boolean): Change {
  return ({ decode }) => ({
    decode: (queryString, call) => {
      if (isMeant(queryString)) throw serverFault();
      return decode(queryString, call);
    },
  });
}

/** Answers what is refused under a version that does not exist in another way. */
function underOtherVersions(
  change: (respond: Stages['respond'], refusal: Refusal, call: Call) => ReferenceAnswer,
): Change {
  return ({ respond }) => ({
    respond: (outcome, call) => {
      const { operation } = call.deployment;
      const isOther = !call.request.target.startsWith(`/${operation.version}/`);
      return isOther && outcome instanceof Refusal ? change(respond, outcome, call) : respond(outcome, call);
    },
  });
}

const otherVersions: readonly Fault[] = [
  {
    slug: 'other-version-fails',
    description: 'A version that does not exist makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: underOtherVersions((respond, _, call) => respond(serverFault(), call)),
  },
  {
    slug: 'other-version-shows-backup',
    description: 'A version that does not exist is refused with the newest backup in the body.',
    caughtBy: ['errors.no-rows'],
    change: underOtherVersions((respond, refusal, call) => {
      const { stages, deployment } = call;
      const body = {
        ...errorFields(refusal, deployment),
        [deployment.operation.fields.rows]: [stages.renderRow(deployment.dataset.backup(0), deployment)],
      };
      return { ...respond(refusal, call), body: jsonText(body) };
    }),
  },
];

/** Characters of a value, and parameters, that some services have room for. */
const LONGEST_VALUE = 4_096;
const MOST_PARAMETERS = 200;

const failures: readonly Fault[] = [
  {
    slug: 'double-quote-fails',
    description: 'A double quote in a query makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) => /"|%22/.test(queryString)),
  },
  {
    slug: 'broken-utf8-fails',
    description: 'Bytes that are not UTF-8 make the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) => /%(?:FF|C0)/i.test(queryString)),
  },
  {
    slug: 'format-directives-fail',
    description: 'A format directive in a query makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) => /%25[sdnx]/i.test(queryString)),
  },
  {
    slug: 'braces-fail',
    description: 'A brace in a query makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) => /[{}]|%7[bd]/i.test(queryString)),
  },
  {
    slug: 'long-values-fail',
    description: `A value of more than ${LONGEST_VALUE} characters makes the service fail.`,
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) =>
      readQuery(queryString).some(({ text }) => text.length > LONGEST_VALUE),
    ),
  },
  {
    slug: 'many-parameters-fail',
    description: `More than ${MOST_PARAMETERS} parameters make the service fail.`,
    caughtBy: ['errors.no-server-fault'],
    change: failingOn((queryString) => readQuery(queryString).length > MOST_PARAMETERS),
  },
  {
    slug: 'error-repeats-text-unescaped',
    description: 'An error repeats the query without escaping it, so that its JSON breaks.',
    caughtBy: ['errors.echo'],
    change: ({ respond }) => ({
      respond: (outcome, call) => {
        if (!(outcome instanceof Refusal)) return respond(outcome, call);
        const { code, message } = call.deployment.operation.error;
        const repeated = decodeText(call.route.queryString) ?? '';
        const body = `{"${code}":"${outcome.code}","${message}":"${outcome.message}: ${repeated}"}`;
        return { ...respond(outcome, call), body };
      },
    }),
  },
  {
    slug: 'refusal-shows-row',
    description: 'The id of a backup of another instance is refused with 403 and the backup in the body.',
    caughtBy: ['errors.no-rows'],
    change: ({ findInstance }) => ({
      findInstance: (query, call) => {
        const { dataset, operation } = call.deployment;
        const others = instancesOf(dataset, call.route.project).filter(({ id }) => id !== query.instance);
        for (const { from, to } of others)
          for (let row = from; row < to && query.id !== undefined; row++)
            if (dataset.backup(row).id === query.id)
              throw new Refusal(
                403,
                'DBS.201003',
                `belongs to "${dataset.backup(from).id}" of ${operation.instance}`,
              );
        return findInstance(query, call);
      },
    }),
  },
];

export const failureFaults: readonly Fault[] = [...failures, ...otherVersions];
