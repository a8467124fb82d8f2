/** Pages compared with the list they are part of. */
import { expect, test } from '@playwright/test';
import { loadContract } from '../../../src/contract/contract.ts';
import { pageWalk } from '../../../src/report/page/pictures/page-walk.ts';
import type { ShownExchange } from '../../../src/result/result.ts';

const contract = loadContract();

function page(query: string, ids: readonly (string | number)[], total: number): ShownExchange {
  const target = `/v3/p/backups?instance_id=i${query}`;
  return { curl: 'curl', target, status: 200, body: '', rows: ids.map((id) => ({ id: String(id) })), total };
}

const list = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => from + place);

test('pages that tile have neither gap nor overlap', () => {
  const walk = pageWalk(
    [page('', list(0, 6), 6), page('&limit=4', list(0, 4), 6), page('&offset=4&limit=4', [4, 5], 6)],
    contract,
  );
  expect(walk?.extent).toEqual({ from: 0, to: 6 });
  expect(walk?.lanes.map(({ requested, inPlace }) => [requested, inPlace])).toEqual([
    [{ from: 0, to: 4 }, [{ from: 0, to: 4 }]],
    [{ from: 0, to: 6 }, [{ from: 0, to: 6 }]],
    [{ from: 4, to: 6 }, [{ from: 4, to: 6 }]],
  ]);
  expect(walk?.lanes.flatMap(({ gaps, outOfPlace }) => [...gaps, ...outOfPlace])).toEqual([]);
});

test('a shifted page covers places of others and misses one of its own', () => {
  const walk = pageWalk([page('&limit=6', list(0, 6), 6), page('&offset=2&limit=2', [3, 4], 6)], contract);
  expect(walk?.lanes[1]).toMatchObject({
    requested: { from: 2, to: 4 },
    inPlace: [{ from: 3, to: 4 }],
    outOfPlace: [{ from: 4, to: 5 }],
    gaps: [{ from: 2, to: 3 }],
  });
});

test('a page longer than its limit shows more than was requested', () => {
  const walk = pageWalk([page('&limit=1', list(0, 3), 3)], contract);
  expect(walk?.lanes[0]).toMatchObject({ inPlace: [{ from: 0, to: 1 }], outOfPlace: [{ from: 1, to: 3 }] });
  expect(walk?.extent).toEqual({ from: 0, to: 3 });
});

test('a backup without a place in the list is out of place', () => {
  const walk = pageWalk(
    [page('&limit=3', ['a', 'b', 'c'], 3), page('&offset=1&limit=1', ['x'], 3)],
    contract,
  );
  expect(walk?.lanes[1]).toMatchObject({ inPlace: [], outOfPlace: [{ from: 1, to: 2 }], gaps: [] });
});

test('there is no picture of one correct page, of no list, of other filters, or of an unreadable offset', () => {
  const { rows: _rows, total: _total, ...refused } = page('', [], 0);
  expect(pageWalk([page('&limit=2', [0, 1], 9)], contract)).toBeUndefined();
  expect(pageWalk([refused], contract)).toBeUndefined();
  expect(pageWalk([], contract)).toBeUndefined();
  expect(pageWalk([page('&offset=x', [1], 9)], contract)).toBeUndefined();
  expect(
    pageWalk([page('&limit=1', [0], 9), page('&limit=1&backup_type=auto', [4], 2)], contract),
  ).toBeUndefined();
});
