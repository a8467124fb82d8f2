/** Reading a list page by page. */
import type { Ask } from '../contract/operation.ts';
import type { Deployment, Listed } from './clause.ts';

/** Most rows that a case gathers page by page before it calls the list too long for it. */
const GATHERED_AT_MOST = 300;

/** All rows under the filters and the window of a query, in order; undefined where there are more than a case may gather. */
export async function gather(deployment: Deployment, filter: Ask): Promise<Listed | undefined> {
  const { maximum } = deployment.contract.operation.limit;
  const head = await deployment.list({ ...filter, offset: 0, limit: maximum });
  if (head.total > GATHERED_AT_MOST) return undefined;
  const offsets = Array.from(
    { length: Math.max(0, Math.ceil(head.total / maximum) - 1) },
    (_, page) => (page + 1) * maximum,
  );
  const pages = await Promise.all(
    offsets.map((offset) => deployment.list({ ...filter, offset, limit: maximum })),
  );
  return { ...head, rows: [head, ...pages].flatMap((page) => page.rows) };
}
