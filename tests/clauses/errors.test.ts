/** The clauses about the answers to invalid queries. */
import { answers, testChapter } from './wrong.ts';

const says = (body: object) => answers('errors', () => ({ body: JSON.stringify(body) }));

testChapter(
  'errors',
  {
    'errors.status': answers('errors', () => ({ status: 302 })),
    'errors.shape': says({ message: 'wrong' }),
    'errors.v3-names': says({ errCode: 'DBS.200001', externalMessage: 'wrong' }),
    'errors.code-pattern': says({ error_code: '400', error_msg: 'wrong' }),
    'errors.no-server-fault': answers('errors', () => ({ status: 500 })),
  },
  ['auth.missing'],
);
