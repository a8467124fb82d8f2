import { fileURLToPath } from 'node:url';

/** Path of a file of this package, whether the code runs from `src/` or from `dist/`: both lie as deep. */
export function packageFile(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
