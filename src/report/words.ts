/** Every word of the suite's own that people read in a report, in the two languages of the documentation. */
import type { Level, Source, Wording } from '../contract/catalogue.ts';
import type { ClauseVerdict, RunVerdict } from '../run/result.ts';

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

/** Verdicts of a run. */
export const RUN_VERDICT_WORDS: Readonly<Record<RunVerdict, Wording>> = {
  conformant: { en: 'Conformant', zh: '符合规范' },
  nonconformant: { en: 'Not conformant', zh: '不符合规范' },
  inconclusive: { en: 'Inconclusive', zh: '无法得出结论' },
};

export const LEVEL_WORDS: Readonly<Record<Level, Wording>> = {
  MUST: { en: 'a deployment that misses it is not conformant', zh: '未满足则不符合规范' },
  SHOULD: { en: 'missing it is a warning', zh: '未满足则给出警告' },
  OBSERVE: { en: 'the document is silent: recorded, not judged', zh: '文档未作规定：仅记录，不评判' },
};

/** Chapters of the catalogue; one that is not named here is shown by its own name. */
export const CHAPTER_WORDS: ReadonlyMap<string, Wording> = new Map([
  ['addressing', { en: 'Addressing', zh: '寻址' }],
  ['auth', { en: 'Credentials', zh: '认证' }],
  ['filters', { en: 'Filters', zh: '筛选' }],
  ['pagination', { en: 'Pagination', zh: '分页' }],
  ['window', { en: 'Time window', zh: '时间窗口' }],
  ['response', { en: 'Response', zh: '响应' }],
  ['errors', { en: 'Errors', zh: '错误' }],
]);

/** The published pages that clauses come from. */
const SOURCE_WORDS: Readonly<Record<Source['page'], Wording>> = {
  'list-backups': { en: 'List backups', zh: '查询备份列表' },
  errors: { en: 'Error codes', zh: '错误码' },
  'request-headers': { en: 'Request headers', zh: '请求消息头' },
  clients: { en: 'Clients', zh: '客户端' },
};

/** Tables and sections of those pages that have a name of their own. */
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

/** Where a clause comes from, as a reader of the published pages would look it up. */
export function sourceWords({ page, table, row }: Source): Wording {
  const numbered = { en: table, zh: table.replace(/^table (\d+)$/, '表$1') };
  const { en, zh } = TABLE_WORDS.get(table) ?? numbered;
  const named = row === undefined ? [] : [row];
  return {
    en: [SOURCE_WORDS[page].en, en, ...named].join(', '),
    zh: [SOURCE_WORDS[page].zh, zh, ...named].join('，'),
  };
}

/** Words of the page. */
export const WORDS = {
  title: { en: 'Conformance report', zh: '一致性测试报告' },
  operation: { en: 'List backups of a database instance', zh: '查询数据库实例的备份列表' },
  skip: { en: 'Skip to the verdict', zh: '跳到结论' },
  theme: { en: 'Dark', zh: '深色' },
  print: { en: 'Print', zh: '打印' },
  sections: { en: 'Sections', zh: '目录' },
  language: { en: 'Language', zh: '语言' },
  verdict: { en: 'Verdict', zh: '结论' },
  target: { en: 'Target', zh: '被测部署' },
  instances: { en: 'Instances', zh: '实例' },
  contract: { en: 'Contract edition', zh: '契约版本' },
  catalogue: { en: 'Clause catalogue', zh: '条款目录' },
  suite: { en: 'Suite', zh: '测试套件' },
  seed: { en: 'Seed', zh: '随机种子' },
  budget: { en: 'Budget', zh: '请求预算' },
  begun: { en: 'Begun', zh: '开始时间' },
  took: { en: 'Took', zh: '用时' },
  requests: { en: 'Requests', zh: '请求数' },
  noise: { en: 'Retried noise', zh: '已重试的干扰' },
  cases: { en: 'Cases', zh: '用例数' },
  level: { en: 'Level', zh: '级别' },
  chapter: { en: 'Chapter', zh: '章节' },
  clause: { en: 'Clause', zh: '条款' },
  failures: { en: 'What failed', zh: '未通过的条款' },
  warnings: { en: 'Warnings', zh: '警告' },
  undecided: { en: 'What could not be decided', zh: '无法判定的条款' },
  unexercised: { en: 'What was not exercised', zh: '未能检验的条款' },
  supply: { en: 'How to supply it', zh: '如何提供' },
  tooSmall: {
    en: 'Not looked at in a run this small: say --budget standard.',
    zh: '本次运行的请求预算较小，未予检验：请使用--budget standard。',
  },
  tooLong: { en: 'too long to show: whole in conformance.json', zh: '过长，全文见conformance.json' },
  diagnosis: { en: 'Behaves like', zh: '表现类似于' },
  all: { en: 'All clauses', zh: '全部条款' },
  sheet: { en: 'How this deployment behaves', zh: '该部署的行为特征' },
  sheetSays: {
    en: 'Where the document is silent, nothing is judged. This is what was seen.',
    zh: '文档未作规定之处不予评判，以下为实际观察到的行为。',
  },
  behaviour: { en: 'Behaviour seen', zh: '观察到的行为' },
  question: { en: 'Question', zh: '问题' },
  coverage: { en: 'What was visited', zh: '覆盖情况' },
  boundaries: { en: 'Boundaries', zh: '边界值' },
  pairs: { en: 'Pairs of query features', zh: '查询特征的两两组合' },
  never: { en: 'never', zh: '未覆盖' },
  traffic: { en: 'Time', zh: '时间' },
  latency: { en: 'How long answers took', zh: '响应时间分布' },
  overTime: { en: 'Requests over time', zh: '请求数随时间的变化' },
  expected: { en: 'Expected', zh: '预期' },
  observed: { en: 'Observed', zh: '实际' },
  source: { en: 'Source', zh: '出处' },
  request: { en: 'Smallest request that shows it', zh: '可重现问题的最小请求' },
  again: { en: 'Judge this clause again', zh: '重新检验该条款' },
  answer: { en: 'Answer', zh: '响应' },
  emptyBody: { en: '(empty body)', zh: '（响应体为空）' },
  others: { en: 'All requests of this case', zh: '该用例的全部请求' },
  copy: { en: 'Copy', zh: '复制' },
  copied: { en: 'Copied', zh: '已复制' },
  detail: { en: 'What was seen', zh: '结果说明' },
  reads: { en: 'Read from the contract', zh: '读取的契约位置' },
  alone: { en: 'Run this clause alone', zh: '单独运行该条款' },
  evidence: { en: 'See the counterexample', zh: '查看反例' },
  link: { en: 'Link to this clause', zh: '指向该条款的链接' },
  filter: { en: 'Filter', zh: '筛选' },
  search: { en: 'Search clauses', zh: '搜索条款' },
  reset: { en: 'Show all', zh: '显示全部' },
  nothingLeft: { en: 'No clause matches.', zh: '没有符合条件的条款。' },
  walk: { en: 'The pages, drawn over the list', zh: '各页在列表中的位置' },
  window: { en: 'The window, on a time line', zh: '时间线上的窗口' },
  place: { en: 'place in the list', zh: '在列表中的位置' },
  asked: { en: 'asked for', zh: '请求的范围' },
  inPlace: { en: 'came, in its place', zh: '返回，位置正确' },
  outOfPlace: { en: 'came, and does not belong there', zh: '返回，但不属于此处' },
  gap: { en: 'did not come', zh: '未返回' },
  listed: { en: 'listed', zh: '已列出' },
  listedOutside: { en: 'listed, outside the window', zh: '已列出，但在窗口之外' },
  due: { en: 'due, and not listed', zh: '应列出而未列出' },
  notAsked: { en: 'in other answers only', zh: '仅见于其他响应' },
  milliseconds: { en: 'milliseconds', zh: '毫秒' },
  seconds: { en: 'seconds from the first request', zh: '自首个请求起的秒数' },
} as const satisfies Readonly<Record<string, Wording>>;

/** Sentences with a number or a name in them. */
export const SENTENCES = {
  passedAll: (musts: number): Wording => ({
    en: `All ${musts} MUST clauses that were judged have passed.`,
    zh: `已判定的${musts}条MUST条款全部通过。`,
  }),
  failedSome: (failed: number, musts: number): Wording => ({
    en: `${failed} of ${musts} MUST clauses failed.`,
    zh: `${musts}条MUST条款中有${failed}条未通过。`,
  }),
  undecidedSome: (count: number): Wording => ({
    en: `${count === 1 ? '1 MUST clause' : `${count} MUST clauses`} could not be decided.`,
    zh: `${count}条MUST条款无法判定。`,
  }),
  unexercisedSome: (count: number, accepted: boolean): Wording => ({
    en: `${count === 1 ? '1 MUST clause was' : `${count} MUST clauses were`} not exercised${accepted ? ', as accepted' : ''}.`,
    zh: `${count}条MUST条款未能检验${accepted ? '（已接受）' : ''}。`,
  }),
  notImplementedSome: (count: number): Wording => ({
    en: `${count === 1 ? '1 MUST clause is' : `${count} MUST clauses are`} not implemented.`,
    zh: `${count}条MUST条款尚未实现。`,
  }),
  nothingJudged: (): Wording => ({ en: 'No MUST clause was judged.', zh: '没有判定任何MUST条款。' }),
  partial: (count: number, of: number): Wording => ({
    en: `Only ${count} of ${of} clauses were asked for: the verdict is about these alone.`,
    zh: `仅检验了${of}条条款中的${count}条：结论只涉及这些条款。`,
  }),
  backups: (count: number): Wording => ({
    en: `${count} ${count === 1 ? 'backup' : 'backups'}`,
    zh: `${count}个备份`,
  }),
  listed: (rows: number, total: number): Wording => ({
    en: `${rows} listed, total_count ${total}`,
    zh: `列出${rows}个，total_count为${total}`,
  }),
  page: (offset: number, limit: number, inPlace: number, outOfPlace: number, missing: number): Wording => ({
    en: `Offset ${offset}, limit ${limit}: ${inPlace} in place, ${outOfPlace} that do not belong there, ${missing} missing.`,
    zh: `offset ${offset}，limit ${limit}：位置正确${inPlace}个，不属于此处${outOfPlace}个，缺少${missing}个。`,
  }),
  window: (from: string, to: string, listed: number, outside: number, due: number): Wording => ({
    en: `Window from ${from} to ${to}: ${listed} listed, ${outside} listed outside it, ${due} due and not listed.`,
    zh: `窗口${from}至${to}：列出${listed}个，窗口之外列出${outside}个，应列出而未列出${due}个。`,
  }),
  more: (count: number): Wording => ({ en: `${count} more`, zh: `另有${count}项` }),
  moreRequests: (count: number): Wording => ({
    en: `and ${count} more, all in conformance.json`,
    zh: `另有${count}个，均见conformance.json`,
  }),
  pairsCovered: (covered: number, possible: number): Wording => ({
    en: `${covered} of ${possible} pairs were visited. The figure in a cell is how many valid requests had both.`,
    zh: `${possible}个组合中已覆盖${covered}个。单元格中的数字为同时具有两个特征的有效请求数。`,
  }),
  boundariesVisited: (count: number): Wording => ({
    en: `${count} classes at the edges of the contract, with how many requests visited each.`,
    zh: `契约边界上的${count}个类别，以及覆盖各类别的请求数。`,
  }),
  quantile: (share: number, milliseconds: string): Wording => ({
    en: `${share}% within ${milliseconds} ms`,
    zh: `${share}%在${milliseconds}毫秒以内`,
  }),
  explained: (explained: number, of: number): Wording => ({
    en: `A deployment with this fault alone answers ${explained} of the ${of} telling requests exactly so. To see it for yourself:`,
    zh: `只有该缺陷的部署对${of}个有区分度的请求中的${explained}个给出完全相同的响应。可自行查看：`,
  }),
  alike: (others: readonly string[]): Wording => ({
    en: `What was seen does not tell it from ${others.join(', ')}.`,
    zh: `已观察到的结果无法将其与${others.join('、')}区分。`,
  }),
  shareTheReason: (count: number): Wording => ({
    en: `${count} clauses, for one reason`,
    zh: `${count}条条款，原因相同`,
  }),
} as const;
