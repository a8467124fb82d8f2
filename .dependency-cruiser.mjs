/**
 * Which module may import which: arrows run downwards only. The rules are written from this one table; a module that
 * it does not name may not exist.
 */
const MAY_IMPORT = {
  contract: [],
  // The frame of every page: knows nothing of what stands on it.
  page: [],
  query: ['contract'],
  deployment: ['contract'],
  // What a run exchanged, on disk.
  evidence: ['deployment', 'contract'],
  // Shares no listing logic with the clauses, or the two would be wrong together.
  reference: ['contract'],
  clauses: ['query', 'deployment', 'contract'],
  run: ['clauses', 'query', 'evidence', 'deployment', 'contract'],
  // Lays the faults of the reference over what a run saw of another deployment.
  diagnosis: ['run', 'evidence', 'deployment', 'reference', 'contract'],
  // Judges a report by its evidence, without a deployment.
  verify: ['diagnosis', 'run', 'clauses', 'query', 'evidence', 'deployment', 'contract'],
  // Runs the clauses over every variant of the reference: the suite's proof of itself.
  prove: ['page', 'diagnosis', 'run', 'clauses', 'query', 'deployment', 'reference', 'contract'],
  report: ['page', 'diagnosis', 'run', 'clauses', 'query', 'evidence', 'deployment', 'contract'],
  playwright: [
    'report',
    'diagnosis',
    'run',
    'clauses',
    'query',
    'evidence',
    'deployment',
    'reference',
    'contract',
  ],
  // Sets an older report beside a newer one, and asks the old evidence who changed.
  compare: ['verify', 'report', 'run', 'contract'],
  // Vouches for a report that its evidence supports.
  certify: ['verify', 'report', 'evidence', 'run', 'contract'],
  cli: [
    'certify',
    'compare',
    'page',
    'report',
    'verify',
    'prove',
    'diagnosis',
    'run',
    'clauses',
    'query',
    'evidence',
    'deployment',
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
      name: 'nothing-imports-tests',
      comment: 'What is shipped needs neither the tests nor the tools.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|tools|bench)/' },
    },
    {
      name: 'no-cycle',
      comment: 'No file needs itself at run time; cycles through types alone are harmless.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'one-client',
      comment: 'The deployment is spoken to by the read-only client alone; the reference only serves.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(['deployment', 'reference']) },
      to: { path: NETWORK, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-made-of-playwright',
      comment: 'Playwright is how people run clauses; it is not what they are made of.',
      severity: 'error',
      from: { path: '^src/', pathNot: isOneOf(['playwright', 'report']) },
      to: { path: PLAYWRIGHT },
    },
    {
      name: 'shipped-dependencies',
      comment:
        'What is installed with the package must do: neither development dependencies nor undeclared ones.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
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
