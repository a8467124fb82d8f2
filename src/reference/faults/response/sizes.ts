/** Faults in the sizes of backups. */

import { always, changeField, hasFailed, rarely } from '../../changes.ts';
import { Written } from '../../json-text.ts';
import type { Fault } from '../../mutation.ts';

export const sizeFaults: readonly Fault[] = [
  {
    slug: 'size-null',
    description: 'The size of some backups is null.',
    caughtBy: ['response.schema', 'response.size-exact'],
    change: changeField('size', rarely, () => null),
  },
  {
    slug: 'size-missing',
    description: 'Failed backups have no size.',
    caughtBy: ['response.schema', 'response.size-exact'],
    change: changeField('size', hasFailed, () => undefined),
  },
  {
    slug: 'size-fraction',
    description: 'The size of some backups is a fraction.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField('size', rarely, ({ size }) => new Written(`${size}.5`)),
  },
  {
    slug: 'size-as-text',
    description: 'The size of a backup is a string.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField('size', always, ({ size }) => String(size)),
  },
  {
    slug: 'huge-size-as-text',
    description: 'A size that a double does not hold exactly is a string.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField(
      'size',
      ({ size }) => size > 2n ** 53n,
      ({ size }) => String(size),
    ),
  },
  {
    slug: 'size-32-bits',
    description: 'A size that does not fit 32 bits becomes negative.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField(
      'size',
      ({ size }) => size >= 2n ** 31n,
      ({ size }) => -(size % 2n ** 31n) - 1n,
    ),
  },
  {
    slug: 'size-beyond-64-bits',
    description: 'The largest sizes are counted in bytes, beyond what a 64-bit integer holds.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField(
      'size',
      ({ size }) => size >= 2n ** 62n,
      ({ size }) => size * 1024n,
    ),
  },
  {
    slug: 'size-minus-one',
    description: 'The size of a failed backup is -1.',
    caughtBy: ['response.size-exact', 'response.schema'],
    change: changeField('size', hasFailed, () => -1),
  },
  {
    slug: 'size-with-point',
    description: 'The size of some backups has a decimal point, such as 2803.0.',
    caughtBy: ['response.integer-spelling'],
    change: changeField('size', rarely, ({ size }) => new Written(`${size}.0`)),
  },
];
