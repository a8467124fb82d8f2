/** Limits and offsets that are read too leniently, or that make the service fail. */

import { isInteger, limitOf, offsetOf, rewriteText } from '../../changes.ts';
import { serverFault } from '../../errors.ts';
import type { Fault } from '../../mutation.ts';
import type { Change } from '../../stages.ts';

/** Reads both numbers more leniently. */
function readingNumbers(read: (text: string) => string | undefined): Change {
  return (stages) => {
    const limits = rewriteText(limitOf, read)(stages);
    return rewriteText(offsetOf, read)({ ...stages, ...limits });
  };
}

export const numberFaults: readonly Fault[] = [
  {
    slug: 'wrong-number-means-default',
    description: 'A limit or offset that is no number counts as none.',
    caughtBy: ['pagination.not-a-number'],
    change: readingNumbers((text) => (isInteger(text) ? text : undefined)),
  },
  {
    slug: 'number-read-as-far-as-it-goes',
    description: 'Only the digits at the start of a limit or offset are read: 10abc is 10.',
    caughtBy: ['pagination.not-a-number'],
    change: readingNumbers((text) => /^[0-9]+(?=\D)/.exec(text)?.[0] ?? text),
  },
  {
    slug: 'fractions-cut',
    description: 'A limit or offset with a fraction is cut to a whole number.',
    caughtBy: ['pagination.not-a-number'],
    change: readingNumbers((text) => text.replace(/^([0-9]+)\.[0-9]+$/, '$1')),
  },
  {
    slug: 'blank-number-means-default',
    description: 'A limit or offset of blanks counts as none.',
    caughtBy: ['pagination.not-a-number'],
    change: readingNumbers((text) => (text.trim() === '' ? undefined : text)),
  },
  {
    slug: 'wrong-number-fails',
    description: 'A limit or offset that is no number makes the service fail.',
    caughtBy: ['errors.status', 'errors.no-server-fault', 'pagination.not-a-number'],
    change: readingNumbers((text) => {
      if (isInteger(text)) return text;
      throw serverFault();
    }),
  },
  {
    slug: 'exponents-accepted',
    description: 'A limit or offset may have an exponent: 1e1 is 10.',
    caughtBy: ['pagination.number-spelling'],
    change: readingNumbers((text) => (/^[0-9]+e[0-9]+$/i.test(text) ? String(Number(text)) : text)),
  },
  {
    slug: 'hexadecimals-accepted',
    description: 'A limit or offset may be hexadecimal: 0x0a is 10.',
    caughtBy: ['pagination.number-spelling'],
    change: readingNumbers((text) => (/^0x[0-9a-f]+$/i.test(text) ? String(Number(text)) : text)),
  },
  {
    slug: 'plus-signs-accepted',
    description: 'A limit or offset may have a plus sign.',
    caughtBy: ['pagination.number-spelling'],
    change: readingNumbers((text) => text.replace(/^\+(?=[0-9]+$)/, '')),
  },
  {
    slug: 'blanks-trimmed',
    description: 'Blanks around a limit or offset are cut off.',
    caughtBy: ['pagination.number-spelling'],
    change: readingNumbers((text) => text.trim() || text),
  },
  {
    slug: 'foreign-digits-accepted',
    description: 'A limit or offset may have the digits of another script.',
    caughtBy: ['pagination.number-spelling'],
    change: readingNumbers((text) =>
      text.replace(/[\u0660-\u0669\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) & 0xf)),
    ),
  },
  {
    slug: 'leading-zeros-fail',
    description: 'A number with leading zeros makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: readingNumbers((text) => {
      if (/^0[0-9]/.test(text)) throw serverFault();
      return text;
    }),
  },
  {
    slug: 'huge-offset-fails',
    description: 'An offset that does not fit 64 bits makes the service fail.',
    caughtBy: ['errors.no-server-fault'],
    change: rewriteText(offsetOf, (text) => {
      if (isInteger(text) && BigInt(text) >= 2n ** 63n) throw serverFault();
      return text;
    }),
  },
];
