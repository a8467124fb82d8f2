/** The order in which a deployment lists its rows, as its pages show it. */

/** Rows of one page, in order. */
export interface ShownPage {
  readonly rows: readonly number[];
  /** Place of the first of them in the unfiltered list; absent where the list is filtered. */
  readonly offset?: number;
}

/**
 * The rank of every row. Whichever of two rows mostly stands right before the other comes first; rows that pages do
 * not join stand by begin time where that is what nearly all pages go by, else by place in the unfiltered list.
 * @param begins epoch seconds of every row
 */
export function shownOrder(pages: readonly ShownPage[], begins: readonly number[]): readonly number[] {
  const count = begins.length;
  const after = successors(pages, count);
  const places = byBegin(pages, begins) ?? usualPlaces(pages, count);
  const byPlace = (one: number, other: number) => (places[one] ?? 0) - (places[other] ?? 0) || one - other;
  const rank = new Array<number>(count).fill(-1);
  let next = count;
  // A row gets its rank, from the last one down, when all that come after it have theirs.
  const all = Array.from({ length: count }, (_, row) => row).sort((one, other) => byPlace(other, one));
  const entered = new Set<number>();
  for (const start of all) {
    const path: { row: number; waiting: number[] }[] = [];
    const enter = (row: number) => {
      if (entered.has(row)) return;
      entered.add(row);
      path.push({ row, waiting: [...(after[row] ?? [])].sort(byPlace) });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const follower = top.waiting.pop();
      if (follower !== undefined) enter(follower);
      else {
        rank[top.row] = --next;
        path.pop();
      }
    }
  }
  return rank;
}

/** Of the neighbours on pages, the share that has to stand by begin time. */
const NEARLY_ALL = 0.95;

function byBegin(pages: readonly ShownPage[], begins: readonly number[]): readonly number[] | undefined {
  let [falls, rises] = [0, 0];
  for (const { rows } of pages) {
    for (const [place, row] of rows.entries()) {
      const [begin = 0, next = begin] = [begins[row], begins[rows[place + 1] ?? row]];
      if (next < begin) falls += 1;
      if (next > begin) rises += 1;
    }
  }
  if (falls > NEARLY_ALL * (falls + rises)) return begins.map((begin) => -begin);
  return rises > NEARLY_ALL * (falls + rises) ? begins : undefined;
}

/** For each row those that mostly stand right after it. */
function successors(pages: readonly ShownPage[], count: number): readonly number[][] {
  const votes = votesOn(pages, count);
  const after = Array.from({ length: count }, (): number[] => []);
  for (const [pair, times] of votes) {
    const [row, follower] = [Math.floor(pair / count), pair % count];
    if (times > (votes.get(follower * count + row) ?? 0)) after[row]?.push(follower);
  }
  return after;
}

/** How often one row stands right before another, by `row * count + follower`. */
function votesOn(pages: readonly ShownPage[], count: number): ReadonlyMap<number, number> {
  const votes = new Map<number, number>();
  for (const { rows } of pages) {
    for (const [place, row] of rows.entries()) {
      const follower = rows[place + 1];
      if (follower === undefined || row < 0 || follower < 0 || row === follower) continue;
      const pair = row * count + follower;
      votes.set(pair, (votes.get(pair) ?? 0) + 1);
    }
  }
  return votes;
}

/** For each row the middle of the places that it had in the unfiltered list; beyond all others where it had none. */
function usualPlaces(pages: readonly ShownPage[], count: number): readonly number[] {
  const had = Array.from({ length: count }, (): number[] => []);
  for (const { rows, offset } of pages) {
    if (offset === undefined) continue;
    for (const [place, row] of rows.entries()) had[row]?.push(offset + place);
  }
  return had.map((places) => {
    const sorted = places.sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? count;
  });
}
