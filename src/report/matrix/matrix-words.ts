/** The words of a matrix beside those of a report, in both languages. */
import type { Wording } from '../../contract/catalogue.ts';
import type { Condition } from './matrix.ts';

/** Conditions that may differ between the runs of the deployments. */
export const CONDITION_WORDS: Readonly<Record<Condition, Wording>> = {
  suite: { en: 'suite versions', zh: '测试套件版本' },
  contract: { en: 'contracts', zh: '契约' },
  catalogue: { en: 'clause catalogues', zh: '条款目录' },
  'clause-set': { en: 'clause sets', zh: '条款集' },
  budget: { en: 'budgets', zh: '请求预算' },
  selection: { en: 'clause selections', zh: '所选条款' },
};

export const MATRIX_WORDS = {
  title: { en: 'Deployments side by side', zh: '各部署对照' },
  skip: { en: 'Skip to the clauses', zh: '跳到条款' },
  deployments: { en: 'Deployments', zh: '部署' },
  clauses: { en: 'Clauses', zh: '条款' },
  column: { en: 'Column', zh: '列' },
  deployment: { en: 'Deployment', zh: '部署' },
  differs: { en: 'differs', zh: '有差异' },
  shown: { en: 'Clauses shown', zh: '显示的条款' },
} as const satisfies Readonly<Record<string, Wording>>;

export const MATRIX_SENTENCES = {
  madeOf: (deployments: number, clauses: number, suite: string): Wording => ({
    en: `${deployments} deployments, ${clauses} clauses. Made by ${suite}.`,
    zh: `${deployments}个部署，${clauses}条条款；由${suite}汇总。`,
  }),
  differs: ({ en, zh }: Wording): Wording => ({
    en: `${en} (${MATRIX_WORDS.differs.en})`,
    zh: `${zh}（${MATRIX_WORDS.differs.zh}）`,
  }),
  differentConditions: (conditions: readonly Condition[]): Wording => ({
    en: `not judged under the same conditions: different ${conditions.map((each) => CONDITION_WORDS[each].en).join(', ')}`,
    zh: `检验条件不同：${conditions.map((each) => CONDITION_WORDS[each].zh).join('、')}不一致`,
  }),
  mayExplain: (): Wording => ({
    en: 'This may explain differences below.',
    zh: '下文的差异可能由此而来。',
  }),
  all: (count: number): Wording => ({ en: `all (${count})`, zh: `全部（${count}）` }),
  differing: (count: number): Wording => ({
    en: `where deployments differ (${count})`,
    zh: `各部署有差异的（${count}）`,
  }),
  broken: (count: number): Wording => ({
    en: `where one fails or warns (${count})`,
    zh: `有未通过或警告的（${count}）`,
  }),
  differ: (differing: number, clauses: number, deployments: number): Wording => ({
    en: `${differing} of ${clauses} clauses differ among ${deployments} deployments`,
    zh: `${deployments}个部署之间，${clauses}条条款中有${differing}条存在差异`,
  }),
} as const;
