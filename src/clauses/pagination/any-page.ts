/** Random pages of any list. */
import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.ts';
import type { Page } from '../filter.ts';
import type { Known } from '../known.ts';

/** A page that names its limit and offset or leaves them out, reaching beyond the longest list. */
export function anyPage(known: Known, contract: Contract): fc.Arbitrary<Page> {
  const { minimum, maximum } = contract.operation.limit;
  const most = Math.max(...known.instances.map((instance) => instance.total), 1);
  return fc
    .record({
      limit: fc.option(fc.integer({ min: minimum, max: maximum }), { nil: undefined, freq: 4 }),
      offset: fc.option(
        fc.oneof(fc.nat(most + 2), fc.integer({ min: Math.max(0, most - maximum), max: most })),
        { nil: undefined, freq: 4 },
      ),
    })
    .map(({ limit, offset }) => ({
      ...(limit === undefined ? {} : { limit }),
      ...(offset === undefined ? {} : { offset }),
    }));
}
