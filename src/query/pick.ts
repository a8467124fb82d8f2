/**
 * The item at that place, counting round and round. With it a choice is drawn before its list is known, and stays
 * while what the list is made of shrinks. @throws RangeError where the list is empty
 */
export function pick<T extends object>(list: readonly T[], place: number): T {
  const item = list[place % list.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
