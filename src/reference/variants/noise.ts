/** What happens around the answering: slowness, throttles, gateways that fail, data that move. */
import { writeTime } from '../../contract/time.ts';
import { BUILDING } from '../backup.ts';
import { ConnectionReset } from '../connection-reset.ts';
import { jsonText } from '../json-text.ts';
import { randomAt } from '../seeded-random.ts';
import type { ReferenceAnswer } from '../stages.ts';
import type { Handler, Surroundings, Variant } from '../variant.ts';

function unavailable(status: number, code: string, message: string, retryAfter: number): ReferenceAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=utf-8', 'Retry-After': String(retryAfter) },
    body: jsonText({ error_msg: message, error_code: code }),
  };
}

const LATENCY = 25;

/** Beijing's time; minutes east of UTC. */
const ZONE = 480;

const slow: Variant = {
  slug: 'slow',
  description: `Takes ${LATENCY} milliseconds over each answer.`,
  middleware: (answering) => async (request) => {
    await new Promise((resolve) => setTimeout(resolve, LATENCY));
    return answering(request);
  },
};

const REQUESTS_PER_SECOND = 150;

const throttled: Variant = {
  slug: 'throttled',
  description: `Turns away with 429 what goes beyond ${REQUESTS_PER_SECOND} requests a second.`,
  middleware: (answering, { clock }) => {
    let left = REQUESTS_PER_SECOND;
    let last = clock();
    return (request) => {
      const now = clock();
      left = Math.min(REQUESTS_PER_SECOND, left + ((now - last) / 1000) * REQUESTS_PER_SECOND);
      last = now;
      if (left < 1) return unavailable(429, 'APIGW.0308', 'The throttling threshold has been reached.', 1);
      left--;
      return answering(request);
    };
  },
};

/** Does something else in so many requests of a thousand, drawn from the seed. */
function nowAndThen(perThousand: number, salt: number, otherwise: () => ReferenceAnswer) {
  return (answering: Handler, { world }: Surroundings): Handler => {
    let sequence = 0;
    return (request) => {
      sequence++;
      return randomAt(world.seed, sequence, salt) % 1000 < perThousand ? otherwise() : answering(request);
    };
  };
}

/** So many requests pass between two changes of the data. */
const REQUESTS_PER_CHANGE = 60;

const moving: Variant = {
  slug: 'moving',
  description: `Every ${REQUESTS_PER_CHANGE} requests a backup begins, one is done, and the oldest of each instance vanishes.`,
  plan: { spare: 20_000 },
  middleware: (answering, { world }) => {
    let sequence = 0;
    return (request) => {
      sequence++;
      if (sequence % REQUESTS_PER_CHANGE === 0) world.dataset.advance();
      return answering(request);
    };
  },
};

const BUILT_PER_REQUEST = 64n;

/** Between two requests its data count as changed, so that no row is told as it was written before. */
const growing: Variant = {
  slug: 'growing-building-row',
  description: 'Tells at every request a larger size, and a later end time, of each backup under way.',
  change: ({ renderRow }) => ({
    renderRow: (backup, world) => {
      const { fields } = world.operation;
      const told = renderRow(backup, world);
      if (backup.status !== BUILDING) return told;
      const { edition } = world.dataset;
      const end = writeTime(backup.begin + 60 + edition, ZONE);
      return { ...told, [fields.size]: backup.size + BigInt(edition) * BUILT_PER_REQUEST, [fields.end]: end };
    },
  }),
  middleware:
    (answering, { world }) =>
    (request) => {
      world.dataset.edition++;
      return answering(request);
    },
};

export const noise: readonly Variant[] = [
  slow,
  throttled,
  {
    slug: 'busy',
    description: 'Has its gateway answer one request in a hundred with 503.',
    middleware: nowAndThen(10, 41, () => unavailable(503, 'APIGW.0201', 'Backend unavailable.', 0)),
  },
  {
    slug: 'resetting',
    description: 'Breaks the connection in one request of two hundred.',
    middleware: nowAndThen(5, 42, () => {
      throw new ConnectionReset();
    }),
  },
  moving,
  growing,
  { slug: 'empty-instance', description: 'Has instances without any backup.', plan: { backups: 0 } },
  { slug: 'five-backups', description: 'Has five backups of each instance.', plan: { backups: 5 } },
];
