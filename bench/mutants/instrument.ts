/**
 * Mutants of the reference deployment, made by StrykerJS's instrumenter. Every mutant is in the same code, behind a
 * switch: `__stryker__.activeMutant` names the one that is on.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import ts from 'typescript';
import { type MutantName, namesOf } from './mutant-name.ts';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** The pipeline of the reference deployment, and its own copy of what it reads the wire with. */
export const MUTATED: readonly string[] = [
  'reference/access.ts',
  'reference/errors.ts',
  'reference/json-text.ts',
  'reference/listing.ts',
  'reference/pipeline.ts',
  'reference/query-validation.ts',
  'reference/rendering.ts',
  'reference/rows.ts',
  'contract/time.ts',
  'contract/wire.ts',
];

/** The rest of the reference deployment, which runs as it is. */
const ALSO_LOADED = ['reference', 'contract'];

export interface Mutant extends MutantName {
  /** What `__stryker__.activeMutant` has to be. */
  readonly id: string;
}

/** Plain data: it is sent to worker threads. */
export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** CommonJS by name of the module below `src`, such as `reference/rows.ts`. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Reads and instruments the sources. @param planted texts that stand in for those of the files, by name below `src` */
export async function instrument(
  files: readonly string[] = MUTATED,
  planted: ReadonlyMap<string, string> = new Map(),
): Promise<Instrumented> {
  const sources = new Map(
    ALSO_LOADED.flatMap(sourcesIn).map((name) => [name, planted.get(name) ?? read(name)] as const),
  );
  const instrumented = await new Instrumenter(SILENT).instrument(
    files.map((name) => ({ name, mutate: true, content: sources.get(name) ?? '' })),
    { ignorers: [], plugins: null, excludedMutations: [] },
  );
  for (const { name, content } of instrumented.files) sources.set(name, content);
  const names = namesOf(instrumented.mutants, (name) => planted.get(name) ?? read(name));
  return {
    mutants: names.map((name, place) => ({ ...name, id: instrumented.mutants[place]?.id ?? '' })),
    modules: new Map([...sources].map(([name, source]) => [name, asCommonJs(source)])),
  };
}

function sourcesIn(module: string): readonly string[] {
  return readdirSync(path.join(SRC, module), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${module}/${name.replaceAll('\\', '/')}`);
}

function read(name: string): string {
  return readFileSync(path.join(SRC, name), 'utf8').replaceAll('\r\n', '\n');
}

function asCommonJs(source: string): string {
  const { CommonJS } = ts.ModuleKind;
  const compilerOptions = { module: CommonJS, target: ts.ScriptTarget.ES2022, isolatedModules: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

const ignore = () => {};
const never = () => false;

/** The instrumenter insists on a logger. */
const SILENT: ConstructorParameters<typeof Instrumenter>[0] = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
};
