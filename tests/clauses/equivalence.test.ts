/** The clauses about one request that is said in several ways. */
import { testChapter } from './wrong.ts';

testChapter('equivalence', {});
