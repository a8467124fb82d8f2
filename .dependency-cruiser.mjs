/**
 * Which module may import which: arrows run downwards only. The rules are written from this one table; a module that
 * it does not name may not exist.
 */
const MAY_IMPORT = {
  contract: [],
  // One read-only HTTP client: the only part that speaks to a deployment.
  client: ['contract'],
  // Every generator of requests.
  query: ['client', 'contract'],
  // What a run exchanged, on disk.
  evidence: ['client', 'contract'],
  // Shares no listing logic with the clauses, or the two would be wrong together.
  reference: ['contract'],
  // Options, environment and file.
  config: ['contract'],
  clauses: ['query', 'client', 'contract'],
  engine: ['clauses', 'query', 'evidence', 'client', 'contract'],
  // Reads the configuration because a result states it.
  result: ['config', 'engine', 'clauses', 'query', 'evidence', 'client', 'contract'],
  report: ['result', 'engine', 'clauses', 'query', 'evidence', 'client', 'contract'],
  // Explains a failing run by the known faults of the reference. Nothing imports it on the way to a verdict.
  diagnosis: ['result', 'engine', 'clauses', 'evidence', 'client', 'reference', 'contract'],
  // Judges reports by their evidence, compares them, certifies them.
  audit: ['report', 'result', 'config', 'engine', 'clauses', 'query', 'evidence', 'client', 'contract'],
  // Runs the clauses over every fault and variant of the reference: the suite's proof of itself.
  prove: [
    'report',
    'diagnosis',
    'result',
    'config',
    'engine',
    'clauses',
    'query',
    'client',
    'reference',
    'contract',
  ],
  playwright: [
    'report',
    'diagnosis',
    'result',
    'config',
    'engine',
    'clauses',
    'query',
    'evidence',
    'client',
    'reference',
    'contract',
  ],
  cli: [
    'prove',
    'audit',
    'report',
    'diagnosis',
    'result',
    'config',
    'engine',
    'clauses',
    'query',
    'evidence',
    'client',
    'reference',
    'contract',
  ],
};

const modules = Object.keys(MAY_IMPORT);
const isOneOf = (names) => `^src/(${names.join('|')})/`;

const arrows = Object.entries(MAY_IMPORT).map(([module, lower]) => ({
  name: `arrow-${module}`,
  comment: `src/${module} may import ${lower.map((name) => `src/${name}`).join(', ') || 'no other module'}.`,
  severity: 'error',
  from: { path: isOneOf([module]) },
  to: { path: '^src/', pathNot: isOneOf([module, ...lower]) },
}));

const PLAYWRIGHT = '(^|node_modules/)(@playwright/test|playwright|playwright-core)(/|$)';
const NETWORK = '(^|node_modules/)undici(/|$)|^(node:)?(http|https|http2|net|tls)$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrows,
    {
      name: 'known-module',
      comment: 'Every file of src stands in a module of the table above.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(modules) },
      to: {},
    },
    {
      name: 'diagnosis-apart',
      comment:
        'A diagnosis is loaded for a failing run, when its report is on disk: by a dynamic import alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(['diagnosis', 'prove']) },
      to: { path: isOneOf(['diagnosis']), dynamic: false },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What is shipped needs neither the tests nor the tools.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|tools|bench)/' },
    },
    {
      name: 'no-cycle',
      comment: 'No file needs itself, not even through a type.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'one-client',
      comment: 'The deployment is spoken to by the read-only client alone; the reference only serves.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(['client', 'reference']) },
      to: { path: NETWORK, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-made-of-playwright',
      comment: 'Playwright is how people run clauses; it is not what they are made of.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(['playwright']) },
      to: { path: PLAYWRIGHT },
    },
    {
      name: 'shipped-dependencies',
      comment:
        'What is installed with the package must do: neither development dependencies nor undeclared ones.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'An import must lead somewhere, or no arrow can be told.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Sees imports of types as well: an arrow holds for them too.
    tsPreCompilationDeps: true,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['main', 'types'],
    },
  },
};
