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
    'errors.echo': async (asked, next) => {
      const answer = await next(asked);
      const text = new URLSearchParams(asked.text).toString();
      return answer.status === 200
        ? answer
        : { ...answer, body: `{"error_code":"DBS.200001","error_msg":"${decodeURIComponent(text)}"}` };
    },
    'errors.no-rows': async (asked, next, { instances }) => {
      const answer = await next(asked);
      const list = await next({ ...asked, query: new URLSearchParams({ instance_id: instances[0] ?? '' }) });
      return answer.status === 404 ? { ...answer, body: list.body } : answer;
    },
    'errors.no-server-fault': answers('errors', () => ({ status: 500 })),
  },
  ['auth.missing', 'addressing.instance-spelling'],
);
