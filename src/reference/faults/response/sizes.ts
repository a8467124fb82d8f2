/** Faults in the sizes of backups. */
import type { Fault } from '../../fault.ts';
import { Written } from '../../json-text.ts';
import { always, hasFailed, miswritten, rarely } from '../mutations.ts';

export const sizeFaults: readonly Fault[] = [
  {
    slug: 'size-null',
    description: 'The size of a backup is now and then null.',
    caughtBy: ['response.schema', 'response.size-exact'],
    change: miswritten('size', rarely, () => null),
  },
  {
    slug: 'size-missing',
    description: 'Failed backups have no size.',
    caughtBy: ['response.schema', 'response.size-exact'],
    change: miswritten('size', hasFailed, () => undefined),
  },
  {
    slug: 'size-fraction',
    description: 'The size of a backup is now and then a fraction.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten('size', rarely, ({ size }) => new Written(`${size}.5`)),
  },
  {
    slug: 'size-as-text',
    description: 'The size of a backup is a string.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten('size', always, ({ size }) => String(size)),
  },
  {
    slug: 'huge-size-as-text',
    description: 'A size that a double does not hold exactly is a string.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten(
      'size',
      ({ size }) => size > 2n ** 53n,
      ({ size }) => String(size),
    ),
  },
  {
    slug: 'size-32-bits',
    description: 'A size that does not fit 32 bits turns negative.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten(
      'size',
      ({ size }) => size >= 2n ** 31n,
      ({ size }) => -(size % 2n ** 31n) - 1n,
    ),
  },
  {
    slug: 'size-beyond-64-bits',
    description: 'The largest sizes are counted in bytes, beyond what a 64-bit integer holds.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten(
      'size',
      ({ size }) => size >= 2n ** 62n,
      ({ size }) => size * 1024n,
    ),
  },
  {
    slug: 'size-minus-one',
    description: 'The size of a failed backup is -1.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: miswritten('size', hasFailed, () => -1),
  },
  {
    slug: 'size-with-point',
    description: 'The size of a backup is written with a decimal point, as 2803.0 is.',
    caughtBy: ['response.integer-spelling'],
    change: miswritten('size', rarely, ({ size }) => new Written(`${size}.0`)),
  },
];
