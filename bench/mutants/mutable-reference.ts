/** The instrumented reference deployment, loaded anew for every mutant: some mutants act while a module is loaded. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type { Contract } from '../../src/contract/contract.ts';
import type * as Reference from '../../src/reference/reference.ts';
import type { ReferenceAnswer } from '../../src/reference/stages.ts';
import type { Instrumented } from './instrument.ts';

/** What Stryker's switches read and write. */
interface Switches {
  activeMutant?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number;
  mutantCoverage?: { static: Record<string, number> } | undefined;
}

const switches: Switches = {};
Object.assign(globalThis, { __stryker__: switches });

/** A mutant that is met so often within one request is in a loop without end. */
const MOST_HITS = 300_000;

type Module = (exports: object, require: (name: string) => unknown) => void;

export class MutableReference {
  readonly #code: ReadonlyMap<string, string>;
  readonly #compiled = new Map<string, Module>();
  readonly #require = createRequire(import.meta.url);

  constructor({ modules }: Pick<Instrumented, 'modules'>) {
    this.#code = modules;
  }

  /** Switches a mutant on, or all of them off, and loads the reference deployment. @throws whatever the mutant makes it throw */
  load(mutant: string | undefined): typeof Reference {
    switches.activeMutant = mutant;
    switches.hitCount = 0;
    switches.hitLimit = MOST_HITS;
    const loaded = new Map<string, object>();
    const evaluate = (name: string): object => {
      const known = loaded.get(name);
      if (known !== undefined) return known;
      const exports = {};
      loaded.set(name, exports);
      this.#compile(name)(exports, (asked) =>
        asked.startsWith('.')
          ? evaluate(path.posix.join(path.posix.dirname(name), asked))
          : this.#require(asked),
      );
      return exports;
    };
    return evaluate('reference/reference.ts') as typeof Reference;
  }

  #compile(name: string): Module {
    const known = this.#compiled.get(name);
    if (known !== undefined) return known;
    const code = this.#code.get(name);
    if (code === undefined) throw new Error(`${name} is not instrumented`);
    const script = new Script(`(function (exports, require) {${code}\n})`, { filename: name });
    const module: Module = script.runInThisContext();
    this.#compiled.set(name, module);
    return module;
  }

  /** Ids of the mutants whose code ran since the last call. */
  takeReached(): readonly string[] {
    const reached = Object.keys(switches.mutantCoverage?.static ?? {});
    if (switches.mutantCoverage !== undefined) switches.mutantCoverage.static = {};
    return reached;
  }
}

/**
 * Returns the reference with every answer made within the bounds of one request. What it throws becomes a 500, as most
 * servers make of it.
 */
export function bounded(reference: Reference.Reference, { operation }: Contract): Reference.Reference {
  return {
    ...reference,
    answer: async (request) => {
      switches.hitCount = 0;
      try {
        const answer: Partial<ReferenceAnswer> | undefined = await reference.answer(request);
        return isWhole(answer) ? asSent(answer) : crash(operation);
      } catch {
        return crash(operation);
      }
    },
  };
}

function isWhole(answer: Partial<ReferenceAnswer> | undefined): answer is ReferenceAnswer {
  return (
    typeof answer?.status === 'number' && typeof answer.body === 'string' && answer.headers !== undefined
  );
}

/** On the wire every value of a header is a text. */
function asSent({ status, headers, body }: ReferenceAnswer): ReferenceAnswer {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { status, headers: Object.fromEntries(texts), body };
}

function crash({ error }: Contract['operation']): ReferenceAnswer {
  const body = JSON.stringify({
    [error.code]: 'DBS.200000',
    [error.message]: 'An error that nobody caught.',
  });
  return { status: 500, headers: { 'Content-Type': 'application/json' }, body };
}
