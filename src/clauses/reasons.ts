/** Why a clause was not judged: codes that stay, whatever the messages beside them say. */

export const REASONS = {
  'no-credential': 'The clause is about credentials, and none is configured.',
  'not-in-contract': 'The contract has nothing that the clause judges.',
  'run-too-small': 'The clause only records, and a run this small spends its requests on verdicts.',
  'budget-spent': 'The requests of the run were spent before the clause was done.',
  'nothing-to-judge': 'No answer came that could have broken the clause.',
  'time-up': 'The time of the run was up before the clause was done.',
  interrupted: 'The run was interrupted before the clause was done.',
  'given-up': 'The host was given up: it was silent, out of order, throttling for good or very slow.',
  'no-longer-ours': 'What answered was not, or no longer let us see, the deployment that the run began with.',
  'data-missing': 'The deployment does not hold the data that the clause needs.',
  'no-instance-readable': 'No instance answered with a list.',
  unreadable: 'An answer that the verdict depends on was no list.',
  unanswered: 'A request was not answered.',
  'not-seen-again': 'A violation was seen once, and not again.',
  'data-moved': 'The data moved while a violation was to be confirmed.',
  'test-ended-early': "The clause's test broke, ran out of time or never ran.",
} as const satisfies Readonly<Record<string, string>>;

export type Reason = keyof typeof REASONS;
