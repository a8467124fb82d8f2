/** Among workers that have the same to say, the one that says it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** True for the first clause that asks, whichever worker it is in, and for that clause ever after. */
export async function isFirstToTell(directory: string, slug: string): Promise<boolean> {
  const file = path.join(directory, 'first-to-tell');
  try {
    // `wx` fails where another worker has written it already.
    await writeFile(file, slug, { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return (await readFile(file, 'utf8')) === slug;
  }
}
