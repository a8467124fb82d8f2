/** The words of a report, on a page as on a terminal, in both languages. Sentences are in sentences.ts. */
import type { Level, Source, Wording } from '../contract/catalogue.ts';
import type { ClauseVerdict, RunVerdict, WaiverState } from '../result/result.ts';

/** Clause verdicts, as one word or two. */
export const VERDICT_WORDS: Readonly<Record<ClauseVerdict, Wording>> = {
  fail: { en: 'failed', zh: '未通过' },
  inconclusive: { en: 'inconclusive', zh: '无法判定' },
  'not-implemented': { en: 'not implemented', zh: '尚未实现' },
  'not-exercised': { en: 'not exercised', zh: '未能检验' },
  warn: { en: 'warning', zh: '警告' },
  waived: { en: 'waived', zh: '已豁免' },
  observed: { en: 'observed', zh: '已记录' },
  pass: { en: 'passed', zh: '通过' },
  'not-applicable': { en: 'not applicable', zh: '不适用' },
  'not-scored': { en: 'not scored', zh: '不计入' },
};

/** Headings of the clauses with a verdict. Clauses that passed or do not apply have no section. */
export const SECTION_WORDS = {
  fail: headOf('fail'),
  warn: { en: 'Warnings', zh: '警告' },
  inconclusive: headOf('inconclusive'),
  'not-exercised': headOf('not-exercised'),
  waived: headOf('waived'),
  'not-scored': headOf('not-scored'),
  'not-implemented': headOf('not-implemented'),
  observed: { en: 'Observed, not specified by the document', zh: '文档未规定之处的实际行为' },
} as const satisfies Readonly<Partial<Record<ClauseVerdict, Wording>>>;

function headOf(verdict: ClauseVerdict): Wording {
  const { en, zh } = VERDICT_WORDS[verdict];
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

/** Verdicts of a run. */
export const RUN_VERDICT_WORDS: Readonly<Record<RunVerdict, Wording>> = {
  conformant: { en: 'Conformant', zh: '符合规范' },
  nonconformant: { en: 'Not conformant', zh: '不符合规范' },
  inconclusive: { en: 'Inconclusive', zh: '无法得出结论' },
};

/** What a violation of a clause of that level means. */
export const LEVEL_WORDS: Readonly<Record<Level, Wording>> = {
  MUST: { en: 'a violation makes the deployment nonconformant', zh: '违反则不符合规范' },
  SHOULD: {
    en: 'a violation is a warning and does not change the verdict',
    zh: '违反则给出警告，不影响结论',
  },
  OBSERVE: { en: 'not specified by the document: recorded, not judged', zh: '文档未作规定：仅记录，不评判' },
};

/** The state of a waiver after a run. */
export const WAIVER_WORDS: Readonly<Record<WaiverState['state'], Wording>> = {
  used: { en: 'used; the clause also fails in other ways', zh: '已使用；该条款另有其他问题' },
  stale: { en: 'stale: its clause passes now', zh: '已失效：该条款现已通过' },
  unseen: { en: 'not used: its clause did not pass for other reasons', zh: '未使用：该条款因其他原因未通过' },
  'not-judged': { en: 'not used: its clause was not judged', zh: '未使用：未检验该条款' },
};

const CHAPTER_WORDS: ReadonlyMap<string, Wording> = new Map([
  ['addressing', { en: 'Addressing', zh: '寻址' }],
  ['auth', { en: 'Credentials', zh: '认证' }],
  ['filters', { en: 'Filters', zh: '筛选' }],
  ['pagination', { en: 'Pagination', zh: '分页' }],
  ['window', { en: 'Time window', zh: '时间窗口' }],
  ['response', { en: 'Response', zh: '响应' }],
  ['equivalence', { en: 'Equivalent requests', zh: '等价请求' }],
  ['errors', { en: 'Errors', zh: '错误' }],
]);

/** Returns the words for a chapter of the catalogue; a chapter without words is shown by its name. */
export function chapterWords(chapter: string): Wording {
  return CHAPTER_WORDS.get(chapter) ?? { en: chapter, zh: chapter };
}

/** The published pages that are the sources of clauses. */
const SOURCE_WORDS: Readonly<Record<Source['page'], Wording>> = {
  'list-backups': { en: 'List backups', zh: '查询备份列表' },
  errors: { en: 'Error codes', zh: '错误码' },
  'request-headers': { en: 'Request headers', zh: '请求消息头' },
  clients: { en: 'Clients', zh: '客户端' },
};

/** Tables and sections of those pages that have a name. */
const TABLE_WORDS: ReadonlyMap<string, Wording> = new Map([
  ['URI', { en: 'URI', zh: 'URI' }],
  ['interface constraints', { en: 'interface constraints', zh: '接口约束' }],
  ['sample request', { en: 'sample request', zh: '请求样例' }],
  ['response sample', { en: 'response sample', zh: '响应样例' }],
  ['v3 table', { en: 'v3 table', zh: 'v3错误码表' }],
  ['v1 table', { en: 'v1 table', zh: 'v1错误码表' }],
  ['common request headers', { en: 'common request headers', zh: '公共请求消息头' }],
  ['published SDKs', { en: 'published SDKs', zh: '已发布的SDK' }],
]);

/** Returns the source of a clause as readers find it in the published pages. */
export function sourceWords({ page, table, row }: Source): Wording {
  const numbered = { en: table, zh: table.replace(/^table (\d+)$/, '表$1') };
  const { en, zh } = TABLE_WORDS.get(table) ?? numbered;
  const named = row === undefined ? [] : [row];
  return {
    en: [SOURCE_WORDS[page].en, en, ...named].join(', '),
    zh: [SOURCE_WORDS[page].zh, zh, ...named].join('，'),
  };
}

/** Headings and labels. A terminal shows them in lower case. */
export const WORDS = {
  title: { en: 'Conformance report', zh: '一致性测试报告' },
  skip: { en: 'Skip to the verdict', zh: '跳到结论' },
  theme: { en: 'Dark', zh: '深色' },
  print: { en: 'Print', zh: '打印' },
  sections: { en: 'Sections', zh: '目录' },
  language: { en: 'Language', zh: '语言' },
  verdict: { en: 'Verdict', zh: '结论' },
  target: { en: 'Target', zh: '被测部署' },
  shards: { en: 'Shards', zh: '分片' },
  deployment: { en: 'Deployment', zh: '部署名称' },
  embedded: { en: 'embedded reference deployment', zh: '内置参考部署' },
  network: { en: 'Network', zh: '网络' },
  insecure: { en: 'certificates were not checked (--insecure)', zh: '未校验证书（--insecure）' },
  instances: { en: 'Instances', zh: '实例' },
  product: { en: 'Product', zh: '产品' },
  contract: { en: 'Contract', zh: '契约' },
  clauseSet: { en: 'Clause set', zh: '条款集' },
  challenge: { en: 'Challenge', zh: '挑战随机数' },
  catalogue: { en: 'Clause catalogue', zh: '条款目录' },
  suite: { en: 'Suite', zh: '测试套件' },
  seed: { en: 'Seed', zh: '随机种子' },
  budget: { en: 'Budget', zh: '请求预算' },
  started: { en: 'Started', zh: '开始时间' },
  duration: { en: 'Duration', zh: '用时' },
  run: { en: 'Run', zh: '运行' },
  requests: { en: 'Requests', zh: '请求数' },
  retries: { en: 'Retries', zh: '重试' },
  cases: { en: 'Cases', zh: '用例数' },
  level: { en: 'Level', zh: '级别' },
  chapter: { en: 'Chapter', zh: '章节' },
  total: { en: 'Total', zh: '合计' },
  clause: { en: 'Clause', zh: '条款' },
  notJudged: { en: 'not judged', zh: '未检验' },
  recipe: { en: 'To exercise it', zh: '检验条件' },
  tooSmall: {
    en: 'Not checked with so small a budget: use --budget standard.',
    zh: '本次运行的请求预算较小，未予检验：请使用--budget standard。',
  },
  tooLong: { en: 'too long to show here: see conformance.json', zh: '过长，全文见conformance.json' },
  inCommon: { en: 'What the violations share', zh: '违规的共同点' },
  diagnosis: { en: 'Likely fault', zh: '可能的缺陷' },
  waivers: { en: 'Waivers', zh: '豁免' },
  otherWaivers: { en: 'Other waivers', zh: '其他豁免' },
  waiverState: { en: 'In this run', zh: '本次运行' },
  reason: { en: 'Reason', zh: '原因' },
  expires: { en: 'Expires', zh: '到期日' },
  tracked: { en: 'Link', zh: '链接' },
  all: { en: 'All clauses', zh: '全部条款' },
  notJudgedHere: {
    en: 'The document does not specify these points. They are recorded, not judged.',
    zh: '文档未规定以下各项：仅记录，不评判。',
  },
  behaviour: { en: 'Observed behaviour', zh: '观察到的行为' },
  question: { en: 'Question', zh: '问题' },
  coverage: { en: 'Coverage', zh: '覆盖情况' },
  boundaries: { en: 'Boundaries', zh: '边界值' },
  pairs: { en: 'Pairs of query features', zh: '查询特征的两两组合' },
  edits: { en: 'Edits of texts', zh: '文本变换' },
  operator: { en: 'edit', zh: '变换' },
  never: { en: 'never', zh: '未覆盖' },
  traffic: { en: 'Timing', zh: '时间' },
  latency: { en: 'Response times', zh: '响应时间分布' },
  overTime: { en: 'Requests over time', zh: '请求数随时间的变化' },
  expected: { en: 'Expected', zh: '预期' },
  observed: { en: 'Observed', zh: '实际' },
  source: { en: 'Source', zh: '出处' },
  rule: { en: 'Rule', zh: '规则' },
  at: { en: 'At', zh: '位置' },
  request: { en: 'Request', zh: '请求' },
  smallest: { en: 'Smallest request that shows the violation', zh: '可重现问题的最小请求' },
  related: { en: 'Related', zh: '相关' },
  reproduce: { en: 'Reproduce', zh: '重现' },
  runAgain: { en: 'Run this clause again', zh: '重新检验该条款' },
  answer: { en: 'Answer', zh: '响应' },
  emptyBody: { en: '(empty body)', zh: '（响应体为空）' },
  allRequests: { en: 'All requests of this case', zh: '该用例的全部请求' },
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  detail: { en: 'Detail', zh: '说明' },
  reads: { en: 'Parts of the contract it reads', zh: '读取的契约位置' },
  alone: { en: 'Run only this clause', zh: '单独运行该条款' },
  counterexample: { en: 'See the counterexample', zh: '查看反例' },
  link: { en: 'Link to this clause', zh: '指向该条款的链接' },
  filter: { en: 'Filter', zh: '筛选' },
  search: { en: 'Search clauses', zh: '搜索条款' },
  reset: { en: 'Show all', zh: '显示全部' },
  noMatch: { en: 'No clause matches.', zh: '没有符合条件的条款。' },
  walk: { en: 'Pages and their places in the list', zh: '各页在列表中的位置' },
  window: { en: 'The window on a time line', zh: '时间线上的窗口' },
  requested: { en: 'requested', zh: '请求的范围' },
  inPlace: { en: 'returned, in its place', zh: '返回，位置正确' },
  outOfPlace: { en: 'returned, out of place', zh: '返回，但不属于此处' },
  gap: { en: 'missing', zh: '未返回' },
  listed: { en: 'listed', zh: '已列出' },
  listedOutside: { en: 'listed, outside the window', zh: '已列出，但在窗口之外' },
  missing: { en: 'missing from the list', zh: '应列出而未列出' },
  elsewhere: { en: 'in other answers only', zh: '仅见于其他响应' },
  milliseconds: { en: 'milliseconds', zh: '毫秒' },
  seconds: { en: 'seconds after the first request', zh: '自首个请求起的秒数' },
} as const satisfies Readonly<Record<string, Wording>>;
