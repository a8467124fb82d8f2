/** The clauses about credentials. */
import { asks, testChapter } from './wrong.ts';

testChapter('auth', {
  'auth.missing': asks((_, { headers }, { token }) => {
    if (!headers['x-auth-token']) headers['x-auth-token'] = token;
  }),
  'auth.invalid': asks((_, { headers }, { token }) => {
    if (headers['x-auth-token']) headers['x-auth-token'] = token;
  }),
});
