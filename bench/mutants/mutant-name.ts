/** Names of mutants that last: they tell the place by the text, not by the line. */

export interface MutantName {
  /** Below `src`. */
  readonly file: string;
  /** What kind of change, in Stryker's words: `ConditionalExpression`. */
  readonly mutator: string;
  /** File, declaration, the text and what becomes of it: no two mutants have the same. */
  readonly name: string;
}

interface Place {
  /** Both from 0. */
  readonly line: number;
  readonly column: number;
}

/** A mutant as the instrumenter gives it. */
interface RawMutant {
  readonly fileName: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Returns the names of all mutants, in their order. @param sourceOf returns the text of a file */
export function namesOf(
  mutants: readonly RawMutant[],
  sourceOf: (file: string) => string,
): readonly MutantName[] {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const lines = sourceOf(mutant.fileName).split('\n');
    const { start, end } = mutant.location;
    const text = shortened(textBetween(lines, start, end));
    const plain = `${mutant.fileName} > ${declarationAt(lines, start.line)} > ${text} => ${shortened(mutant.replacement)}`;
    const nth = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, nth);
    const name = nth === 1 ? plain : `${plain} (${nth})`;
    return { file: mutant.fileName, mutator: mutant.mutatorName, name };
  });
}

function textBetween(lines: readonly string[], start: Place, end: Place): string {
  return lines
    .slice(start.line, end.line + 1)
    .map((line, place, all) => {
      const until = place === all.length - 1 ? end.column : line.length;
      return line.slice(place === 0 ? start.column : 0, until);
    })
    .join(' ');
}

const DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)/;

/** Name of the declaration that the line belongs to. */
function declarationAt(lines: readonly string[], line: number): string {
  return (
    lines
      .slice(0, line + 1)
      .map((each) => DECLARATION.exec(each)?.[1])
      .findLast((name) => name !== undefined) ?? ''
  );
}

const LONGEST = 90;

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= LONGEST ? flat : `${flat.slice(0, LONGEST - 25)} … ${flat.slice(-22)}`;
}
