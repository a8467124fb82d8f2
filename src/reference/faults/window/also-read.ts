/** Lenience in reading times. */
import type { Change } from '../../stages.ts';

/** Reads also what is no sound time. */
export function alsoRead(read: (text: string) => number | undefined): Change {
  return ({ time }) => ({ time: (text) => time(text) ?? read(text) });
}
