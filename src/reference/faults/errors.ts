/** Faults in how errors are answered. */

import type { ListOperation } from '../../contract/operation.ts';
import { errorFields } from '../access.ts';
import { changeErrorAnswer, onRefusal, redirectErrors, rewriteTexts, type Texts } from '../changes.ts';
import { OUT_OF_RANGE, Refusal, serverFault } from '../errors.ts';
import { jsonText, type Writable } from '../json-text.ts';
import type { Fault } from '../mutation.ts';
import type { Change, Deployment } from '../stages.ts';

/** Answers every invalid query with another status. */
function refusedWith(status: number): Change {
  return ({ validate }) => ({
    validate: (texts, call) =>
      onRefusal(
        () => validate(texts, call),
        ({ code, message }) => new Refusal(status, code, message),
      ),
  });
}

/** Makes the service fail on some query texts. */
function failsOn(isMeant: (texts: Texts, operation: ListOperation) => boolean): Change {
  return rewriteTexts((texts, operation) => {
    if (isMeant(texts, operation)) throw serverFault();
  });
}

/** Writes the body of every error in another way. */
function errorBody(body: (refusal: Refusal, deployment: Deployment) => Writable): Change {
  return changeErrorAnswer((answer, refusal, deployment) => {
    return { ...answer, body: jsonText(body(refusal, deployment)) };
  });
}

/** Writes code or message of every error in another way; undefined leaves it out. */
function errorField(role: 'code' | 'message', change: (refusal: Refusal) => Writable | undefined): Change {
  return errorBody((refusal, deployment) => ({
    ...errorFields(refusal, deployment),
    [deployment.operation.error[role]]: change(refusal),
  }));
}

/** Sends every error as another media type. */
function errorText(mediaType: string, body: (refusal: Refusal) => string): Change {
  return changeErrorAnswer((answer, refusal) => {
    return { ...answer, headers: { ...answer.headers, 'Content-Type': mediaType }, body: body(refusal) };
  });
}

const statuses: readonly Fault[] = [
  {
    slug: 'broken-escape-fails',
    description: 'A percent sign without its two digits makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ decode }) => ({
      decode: (queryString, call) => {
        if (/%(?![0-9a-f]{2})/i.test(queryString)) throw serverFault();
        return decode(queryString, call);
      },
    }),
  },
  {
    slug: 'error-as-200',
    description: 'An invalid query is answered with 200 and the error as the body.',
    caughtBy: ['errors.status', 'pagination.limit-bounds'],
    change: refusedWith(200),
  },
  {
    slug: 'error-as-500',
    description: 'Every invalid query makes the service fail.',
    caughtBy: ['errors.status', 'errors.no-server-fault'],
    change: refusedWith(500),
  },
  {
    slug: 'error-as-501',
    description: 'An invalid query is answered with 501.',
    caughtBy: ['errors.status', 'errors.no-server-fault'],
    change: refusedWith(501),
  },
  {
    slug: 'error-as-empty-list',
    description: 'An invalid query is answered with an empty list.',
    caughtBy: ['errors.status', 'pagination.limit-bounds', 'addressing.instance-required'],
    change: ({ validate, count }) => {
      const refused = new WeakSet<object>();
      return {
        validate: (texts, call) => {
          try {
            return validate(texts, call);
          } catch (error) {
            const [first] = call.deployment.dataset.instances;
            if (!(error instanceof Refusal) || first === undefined) throw error;
            refused.add(call.request);
            return { instance: first.id, filters: {}, offset: 0, limit: 0 };
          }
        },
        count: (rows, query, call) => (refused.has(call.request) ? 0 : count(rows, query, call)),
      };
    },
  },
  {
    slug: 'error-as-redirect',
    description: 'An invalid query is redirected to a help page.',
    caughtBy: ['errors.status'],
    change: redirectErrors(400, '/help'),
  },
  {
    slug: 'missing-instance-fails',
    description: 'A query without an instance id makes the service fail.',
    caughtBy: ['addressing.instance-required', 'errors.status', 'errors.no-server-fault'],
    change: failsOn((texts, { instance }) => !texts.has(instance)),
  },
  {
    slug: 'repeated-parameter-fails',
    description: 'A parameter that is given twice makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failsOn((texts) => [...texts.values()].some((values) => values.length > 1)),
  },
  {
    slug: 'empty-value-fails',
    description: 'An optional parameter without a value makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failsOn((texts, { instance }) =>
      [...texts].some(([name, values]) => name !== instance && values.includes('')),
    ),
  },
  {
    slug: 'unknown-parameter-fails',
    description: 'A parameter that the operation does not have makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: failsOn((texts, { parameters }) =>
      [...texts.keys()].some((text) => !parameters.some(({ name }) => name === text)),
    ),
  },
  {
    slug: 'unknown-instance-fails',
    description: 'An unknown instance makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ findInstance }) => ({
      findInstance: (query, call) => onRefusal(() => findInstance(query, call), serverFault),
    }),
  },
  {
    slug: 'other-versions-crash',
    description: 'A path with another version makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ route }) => ({
      route: (request, deployment) => onRefusal(() => route(request, deployment), serverFault),
    }),
  },
];

const bodies: readonly Fault[] = [
  {
    slug: 'error-body-html',
    description: 'The body of an error is a page of HTML.',
    caughtBy: ['errors.shape'],
    change: errorText('text/html', ({ status }) => `<html><body><h1>${status}</h1></body></html>`),
  },
  {
    slug: 'error-body-empty',
    description: 'An error has no body.',
    caughtBy: ['errors.shape'],
    change: changeErrorAnswer((answer) => ({ ...answer, body: '' })),
  },
  {
    slug: 'error-body-text',
    description: 'The body of an error is its message as plain text.',
    caughtBy: ['errors.shape'],
    change: errorText('text/plain', ({ message }) => message),
  },
  {
    slug: 'error-body-a-string',
    description: 'The body of an error is a JSON string.',
    caughtBy: ['errors.shape'],
    change: errorBody(({ message }) => message),
  },
  {
    slug: 'error-wrapped',
    description: 'Code and message of an error are inside an object called error.',
    caughtBy: ['errors.shape'],
    change: errorBody(({ code, message }) => ({ error: { code, message } })),
  },
  {
    slug: 'error-in-a-list',
    description: 'The body of an error is a list of errors.',
    caughtBy: ['errors.shape'],
    change: errorBody((refusal, deployment) => [errorFields(refusal, deployment)]),
  },
  {
    slug: 'error-code-a-number',
    description: 'The code of an error is a number.',
    caughtBy: ['errors.shape'],
    change: errorField('code', ({ status }) => status),
  },
  {
    slug: 'error-code-missing',
    description: 'An error has no code.',
    caughtBy: ['errors.shape'],
    change: errorField('code', () => undefined),
  },
  {
    slug: 'error-message-missing',
    description: 'An error has no message.',
    caughtBy: ['errors.shape'],
    change: errorField('message', () => undefined),
  },
  {
    slug: 'error-message-empty',
    description: 'The message of an error is empty.',
    caughtBy: ['errors.shape'],
    change: errorField('message', () => ''),
  },
  {
    slug: 'error-message-null',
    description: 'The message of an error about a number beyond its bounds is null.',
    caughtBy: ['errors.shape'],
    change: errorField('message', ({ code, message }) => (code === OUT_OF_RANGE ? null : message)),
  },
  {
    slug: 'error-code-a-word',
    description: 'The code of an error is a word.',
    caughtBy: ['errors.code-pattern'],
    change: errorField('code', () => 'invalid_parameter'),
  },
];

export const errorFaults: readonly Fault[] = [...statuses, ...bodies];
