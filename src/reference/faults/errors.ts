/** Faults in how errors are answered. */
import type { Fault } from '../fault.ts';
import { jsonText, type Writable } from '../json-text.ts';
import { Refusal } from '../refusal.ts';
import type { Change, ReferenceAnswer } from '../stages.ts';
import { misread, refusalSent, serverFault } from './making.ts';

/** Answers every refused query with another status. */
function refusedWith(status: number): Change {
  return queryRefusal((refusal) => new Refusal(status, refusal.code, refusal.message));
}

/** Turns the refusal of a query into another. */
function queryRefusal(change: (refusal: Refusal) => Refusal): Change {
  return ({ judge }) => ({
    judge: (parameters, call) => {
      try {
        return judge(parameters, call);
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
    says: 'An invalid query is answered with 200 and the error as the body.',
    caughtBy: ['errors.status', 'pagination.limit-bounds'],
    change: refusedWith(200),
  },
  {
    slug: 'error-as-500',
    says: 'Every invalid query makes the service fail.',
    caughtBy: ['errors.status', 'errors.no-server-fault'],
    change: refusedWith(500),
  },
  {
    slug: 'error-as-501',
    says: 'An invalid query is answered with 501.',
    caughtBy: ['errors.status', 'errors.no-server-fault'],
    change: refusedWith(501),
  },
  {
    slug: 'error-as-empty-list',
    says: 'An invalid query is answered with an empty list.',
    caughtBy: ['errors.status', 'pagination.limit-bounds', 'addressing.instance-required'],
    change: ({ judge, count }) => {
      const refused = new WeakSet<object>();
      return {
        judge: (parameters, call) => {
          try {
            return judge(parameters, call);
          } catch (error) {
            const [first] = call.world.data.shelves;
            if (!(error instanceof Refusal) || first === undefined) throw error;
            refused.add(call.request);
            return { instance: first.instance, offset: 0, limit: 0 };
          }
        },
        count: (rows, question, call) => (refused.has(call.request) ? 0 : count(rows, question, call)),
      };
    },
  },
  {
    slug: 'error-as-redirect',
    says: 'An invalid query is sent to a page of explanation.',
    caughtBy: ['errors.status'],
    change: refusalSent((answer, refusal) =>
      refusal.status !== 400
        ? answer
        : { status: 302, headers: { ...answer.headers, Location: '/help' }, body: '' },
    ),
  },
  {
    slug: 'missing-instance-fails',
    says: 'A query without an instance id makes the service fail.',
    caughtBy: ['addressing.instance-required', 'errors.status', 'errors.no-server-fault'],
    change: misread((texts, { instance }) => {
      if (!texts.has(instance)) throw serverFault();
    }),
  },
  {
    slug: 'repeated-parameter-fails',
    says: 'A parameter that stands twice makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts) => {
      if ([...texts.values()].some((values) => values.length > 1)) throw serverFault();
    }),
  },
  {
    slug: 'empty-value-fails',
    says: 'An optional parameter without a value makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: misread((texts, { instance }) => {
      if ([...texts].some(([name, values]) => name !== instance && values.includes(''))) throw serverFault();
    }),
  },
  {
    slug: 'unknown-instance-fails',
    says: 'An unknown instance makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ find }) => ({
      find: (question, call) => {
        try {
          return find(question, call);
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
    says: 'The body of an error is a page of HTML.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer, refusal) =>
      typed(answer, 'text/html', `<html><body><h1>${refusal.status}</h1></body></html>`),
    ),
  },
  {
    slug: 'error-body-empty',
    says: 'An error has no body.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer) => ({ ...answer, body: '' })),
  },
  {
    slug: 'error-body-text',
    says: 'The body of an error is its message as plain text.',
    caughtBy: ['errors.shape'],
    change: refusalSent((answer, refusal) => typed(answer, 'text/plain', refusal.message)),
  },
  {
    slug: 'error-body-a-string',
    says: 'The body of an error is a JSON string.',
    caughtBy: ['errors.shape'],
    change: worded(({ message }) => message),
  },
  {
    slug: 'error-wrapped',
    says: 'Code and message of an error stand within an object called error.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => ({ error: { code, message } })),
  },
  {
    slug: 'error-in-a-list',
    says: 'The body of an error is a list of errors.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => [{ error_code: code, error_msg: message }]),
  },
  {
    slug: 'error-code-a-number',
    says: 'The code of an error is a number.',
    caughtBy: ['errors.shape'],
    change: worded(({ status, message }) => ({ error_code: status, error_msg: message })),
  },
  {
    slug: 'error-code-missing',
    says: 'An error has no code.',
    caughtBy: ['errors.shape'],
    change: worded(({ message }) => ({ error_msg: message })),
  },
  {
    slug: 'error-message-missing',
    says: 'An error has no message.',
    caughtBy: ['errors.shape'],
    change: worded(({ code }) => ({ error_code: code })),
  },
  {
    slug: 'error-message-empty',
    says: 'The message of an error is empty.',
    caughtBy: ['errors.shape'],
    change: worded(({ code }) => ({ error_code: code, error_msg: '' })),
  },
  {
    slug: 'error-message-null',
    says: 'The message of an error about a number beyond its bounds is null.',
    caughtBy: ['errors.shape'],
    change: worded(({ code, message }) => ({
      error_code: code,
      error_msg: code === 'DBS.280271' ? null : message,
    })),
  },
  {
    slug: 'error-code-a-word',
    says: 'The code of an error is a word.',
    caughtBy: ['errors.code-pattern'],
    change: worded(({ message }) => ({ error_code: 'invalid_parameter', error_msg: message })),
  },
];

export const errorFaults: readonly Fault[] = [
  {
    slug: 'broken-escape-fails',
    says: 'A percent sign without its two digits makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: ({ read }) => ({
      read: (query, call) => {
        if (/%(?![0-9a-f]{2})/i.test(query)) throw serverFault();
        return read(query, call);
      },
    }),
  },
  ...statuses,
  ...bodies,
];
