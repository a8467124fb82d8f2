/** Faults in how errors are answered. */
import type { Fault } from '../fault.ts';
import { jsonText, type Writable } from '../json-text.ts';
import { Refusal } from '../refusal.ts';
import type { Change, ReferenceAnswer } from '../stages.ts';
import { misread, refusalSent, serverFault } from './mutations.ts';

/** Answers every refused query with another status. */
function refusedWith(status: number): Change {
  return queryRefusal((refusal) => new Refusal(status, refusal.code, refusal.message));
}

/** Turns the refusal of a query into another. */
function queryRefusal(change: (refusal: Refusal) => Refusal): Change {
  return ({ validate }) => ({
    validate: (parameters, call) => {
      try {
        return validate(parameters, call);
      } catch (error) {
        throw error instanceof Refusal ? change(error) : error;
      }
    },
  });
}

/** Writes the body of every error otherwise. */
function worded(body: (refusal: Refusal) => Writable): Change {
  return refusalSent((answer, refusal) => ({ ...answer, body: jsonText(body(refusal)) }));
}

function typed(answer: ReferenceAnswer, mediaType: string, body: string): ReferenceAnswer {
  return { ...answer, headers: { ...answer.headers, 'Content-Type': mediaType }, body };
}

const statuses: readonly Fault[] = [
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
        validate: (parameters, call) => {
          try {
            return validate(parameters, call);
          } catch (error) {
            const [first] = call.deployment.dataset.instances;
            if (!(error instanceof Refusal) || first === undefined) throw error;
            refused.add(call.request);
            return { instance: first.id, offset: 0, limit: 0 };
          }
        },
        count: (rows, query, call) => (refused.has(call.request) ? 0 : count(rows, query, call)),
      };
    },
  },
  {
    slug: 'error-as-redirect',
    description: 'An invalid query is sent to a page of explanation.',
    caughtBy: ['errors.status'],
    change: refusalSent((answer, refusal) =>
      refusal.status !== 400
        ? answer
        : { status: 302, headers: { ...answer.headers, Location: '/help' }, body: '' },
    ),
  },
  {
    slug: 'missing-instance-fails',
    description: 'A query without an instance id makes the service fail.',
    caughtBy: ['addressing.instance-required', 'errors.status', 'errors.no-server-fault'],
    change: misread((texts, { instance }) => {
      if (!texts.has(instance)) throw serverFault();
    }),
  },
  {
    slug: 'repeated-parameter-fails',
    description: 'A parameter that stands twice makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts) => {
      if ([...texts.values()].some((values) => values.length > 1)) throw serverFault();
    }),
  },
  {
    slug: 'empty-value-fails',
    description: 'An optional parameter without a value makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts, { instance }) => {
      if ([...texts].some(([name, values]) => name !== instance && values.includes(''))) throw serverFault();
    }),
  },
  {
    slug: 'unknown-instance-fails',
    description: 'An unknown instance makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ findInstance }) => ({
      findInstance: (query, call) => {
        try {
          return findInstance(query, call);
        } catch {
          throw serverFault();
        }
      },
    }),
  },
];

const bodies: readonly Fault[] = [
  {
    slug: 'error-body-html',
    description: 'The body of an error is a page of HTML.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer, refusal) =>
      typed(answer, 'text/html', `<html><body><h1>${refusal.status}</h1></body></html>`),
    ),
  },
  {
    slug: 'error-body-empty',
    description: 'An error has no body.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer) => ({ ...answer, body: '' })),
  },
  {
    slug: 'error-body-text',
    description: 'The body of an error is its message as plain text.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer, refusal) => typed(answer, 'text/plain', refusal.message)),
  },
  {
    slug: 'error-body-a-string',
    description: 'The body of an error is a JSON string.',
    caughtBy: ['errors.shape'],
    change: worded(({ message }) => message),
  },
  {
    slug: 'error-wrapped',
    description: 'Code and message of an error stand within an object called error.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => ({ error: { code, message } })),
  },
  {
    slug: 'error-in-a-list',
    description: 'The body of an error is a list of errors.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => [{ error_code: code, error_msg: message }]),
  },
  {
    slug: 'error-code-a-number',
    description: 'The code of an error is a number.',
    caughtBy: ['errors.shape'],
    change: worded(({ status, message }) => ({ error_code: status, error_msg: message })),
  },
  {
    slug: 'error-code-missing',
    description: 'An error has no code.',
    caughtBy: ['errors.shape'],
    change: worded(({ message }) => ({ error_msg: message })),
  },
  {
    slug: 'error-message-missing',
    description: 'An error has no message.',
    caughtBy: ['errors.shape'],
    change: worded(({ code }) => ({ error_code: code })),
  },
  {
    slug: 'error-message-empty',
    description: 'The message of an error is empty.',
    caughtBy: ['errors.shape'],
    change: worded(({ code }) => ({ error_code: code, error_msg: '' })),
  },
  {
    slug: 'error-message-null',
    description: 'The message of an error about a number beyond its bounds is null.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => ({
      error_code: code,
      error_msg: code === 'DBS.280271' ? null : message,
    })),
  },
  {
    slug: 'error-code-a-word',
    description: 'The code of an error is a word.',
    caughtBy: ['errors.code-pattern'],
    change: worded(({ message }) => ({ error_code: 'invalid_parameter', error_msg: message })),
  },
];

export const errorFaults: readonly Fault[] = [
  {
    slug: 'broken-escape-fails',
    description: 'A percent sign without its two digits makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ decode }) => ({
      decode: (query, call) => {
        if (/%(?![0-9a-f]{2})/i.test(query)) throw serverFault();
        return decode(query, call);
      },
    }),
  },
  ...statuses,
  ...bodies,
];
