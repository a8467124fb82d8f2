/** Letting numbers beyond their bounds pass as others. */
import type { ListOperation } from '../../../contract/operation.ts';
import type { Change } from '../../stages.ts';
import { misreadText } from '../mutations.ts';

/** Lets a number beyond its bounds pass as another. */
export function tolerating(
  name: (operation: ListOperation) => string,
  change: (number: number, maximum: number) => number | undefined,
): Change {
  return misreadText(name, (text, { limit }) => {
    if (!/^-?[0-9]+$/.test(text)) return text;
    const other = change(Number(text), limit.maximum);
    return other === undefined ? undefined : String(other);
  });
}
