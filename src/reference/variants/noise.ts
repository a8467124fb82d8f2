/** What happens around the handling of requests: slowness, throttles, gateways that fail, data that change. */
import { writeTime } from '../../contract/time.ts';
import { errorFields, JSON_TYPE } from '../access.ts';
import { isBuilding } from '../changes.ts';
import { ConnectionReset, Refusal } from '../errors.ts';
import { jsonText } from '../json-text.ts';
import type { Handler, MiddlewareContext, Variant } from '../mutation.ts';
import { ZONE } from '../rendering.ts';
import { randomAt } from '../seeded-random.ts';
import type { Deployment, ReferenceAnswer } from '../stages.ts';

/** The gateway's answer in place of the service; @param retryAfter in seconds */
function unavailable(refusal: Refusal, retryAfter: number, deployment: Deployment): ReferenceAnswer {
  return {
    status: refusal.status,
    headers: { 'Content-Type': JSON_TYPE, 'Retry-After': String(retryAfter) },
    body: jsonText(errorFields(refusal, deployment)),
  };
}

const LATENCY = 25;

const slow: Variant = {
  slug: 'slow',
  description: `Takes ${LATENCY} milliseconds for each answer.`,
  middleware: (handler) => async (request) => {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    return handler(request);
  },
};

const REQUESTS_PER_SECOND = 150;

const throttled: Variant = {
  slug: 'throttled',
  description: `Refuses with 429 what exceeds ${REQUESTS_PER_SECOND} requests a second.`,
  middleware: (handler, { deployment, clock }) => {
    let left = REQUESTS_PER_SECOND;
    let last = clock();
    return (request) => {
      const now = clock();
      left = Math.min(REQUESTS_PER_SECOND, left + ((now - last) / 1000) * REQUESTS_PER_SECOND);
      last = now;
      if (left < 1) {
        const refusal = new Refusal(429, 'APIGW.0308', 'The throttling threshold has been reached.');
        return unavailable(refusal, 1, deployment);
      }
      left--;
      return handler(request);
    };
  },
};

/** Answers some requests in another way, so many of a thousand, drawn from the seed. */
function sometimes(
  perThousand: number,
  salt: number,
  otherwise: (deployment: Deployment) => ReferenceAnswer,
) {
  return (handler: Handler, { deployment }: MiddlewareContext): Handler => {
    let sequence = 0;
    return (request) => {
      sequence++;
      return randomAt(deployment.seed, sequence, salt) % 1000 < perThousand
        ? otherwise(deployment)
        : handler(request);
    };
  };
}

/** So many requests pass between two changes of the data. */
const REQUESTS_PER_CHANGE = 60;

const moving: Variant = {
  slug: 'moving',
  description: `Every ${REQUESTS_PER_CHANGE} requests a backup begins, one is completed, and the oldest of each instance disappears.`,
  plan: { spare: 20_000 },
  middleware: (handler, { deployment }) => {
    let sequence = 0;
    return (request) => {
      sequence++;
      if (sequence % REQUESTS_PER_CHANGE === 0) deployment.dataset.advance();
      return handler(request);
    };
  },
};

const BUILT_PER_REQUEST = 64n;

/** Its data count as changed after each request, so that no row that was rendered before is used again. */
const growing: Variant = {
  slug: 'growing-building-row',
  description: 'Shows in every answer a larger size, and a later end time, of each backup under way.',
  change: ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const { fields } = deployment.operation;
      const row = renderRow(backup, deployment);
      if (!isBuilding(backup, deployment.operation)) return row;
      const { revision } = deployment.dataset;
      const end = writeTime(backup.begin + 60 + revision, ZONE);
      return { ...row, [fields.size]: backup.size + BigInt(revision) * BUILT_PER_REQUEST, [fields.end]: end };
    },
  }),
  middleware:
    (handler, { deployment }) =>
    (request) => {
      deployment.dataset.revision++;
      return handler(request);
    },
};

export const noise: readonly Variant[] = [
  slow,
  throttled,
  {
    slug: 'busy',
    description: 'Has a gateway that answers one request in a hundred with 503.',
    middleware: sometimes(10, 41, (deployment) =>
      unavailable(new Refusal(503, 'APIGW.0201', 'Backend unavailable.'), 0, deployment),
    ),
  },
  {
    slug: 'resetting',
    description: 'Breaks the connection in one request of two hundred.',
    middleware: sometimes(5, 42, () => {
      throw new ConnectionReset();
    }),
  },
  moving,
  growing,
  { slug: 'empty-instance', description: 'Has instances without any backup.', plan: { backups: 0 } },
  { slug: 'five-backups', description: 'Has five backups of each instance.', plan: { backups: 5 } },
];
