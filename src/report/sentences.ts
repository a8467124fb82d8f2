/** The sentences of a report that hold a number or a name, in both languages. */
import type { Wording } from '../contract/catalogue.ts';
import type { CommonFeature, Diagnosis } from '../result/result.ts';

type Fit = Pick<Diagnosis, 'explained' | 'of' | 'certainty'>;

function clauses(count: number, level = ''): string {
  return `${count} ${level}${count === 1 ? 'clause' : 'clauses'}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Returns a feature of a query in words: what it is called where no parameter has its name. */
function featureWords(feature: string, value: string | undefined): readonly [en: string, zh: string] {
  if (feature === 'window') return ['a window', '时间窗口'];
  if (feature === 'id') return ['the id of a backup', '备份ID'];
  if (feature === 'offset' && value === 'between') return ['a page beyond the first', '首页之后的页'];
  if (value === undefined || value === 'given' || value === 'between') return [feature, feature];
  if (feature === 'limit' || feature === 'offset')
    return [`${feature} at an edge (${value})`, `边界值的${feature}（${value}）`];
  return [`${feature} ${value}`, `${feature} ${value}`];
}

export const SENTENCES = {
  passedAll: (musts: number, waived: number): Wording => {
    const other = waived > 0 ? ' other' : '';
    return {
      en:
        musts === 1
          ? `The one${other} MUST clause that was judged passed.`
          : `All ${musts}${other} MUST clauses that were judged passed.`,
      zh: `${waived > 0 ? '其余' : ''}已判定的${musts}条MUST条款全部通过。`,
    };
  },
  waivedSome: (count: number): Wording => ({
    en: `${clauses(count, 'MUST ')} failed and ${count === 1 ? 'is' : 'are'} waived.`,
    zh: `${count}条MUST条款未通过，但已豁免。`,
  }),
  waivedUntil: (day: string): Wording => ({ en: `Waived until ${day}:`, zh: `豁免至${day}：` }),
  until: (day: string, reason: string): Wording => ({
    en: `until ${day}: ${reason}`,
    zh: `至${day}：${reason}`,
  }),
  stale: (slugs: readonly string[]): Wording => ({
    en: `${slugs.length === 1 ? 'stale waiver' : 'stale waivers'}: ${slugs.join(', ')} ${slugs.length === 1 ? 'passes' : 'pass'} now; delete ${slugs.length === 1 ? 'its waiver' : 'their waivers'} from the file`,
    zh: `失效的豁免：${slugs.join('、')}现已通过，请从文件中删除其豁免`,
  }),
  outsideSet: (count: number): Wording => ({
    en: `${clauses(count)} outside it ${count === 1 ? 'is' : 'are'} not scored`,
    zh: `不在其中的${count}条条款不计入结论`,
  }),
  failedSome: (failed: number, musts: number): Wording => ({
    en: `${failed} of ${musts} MUST clauses failed.`,
    zh: `${musts}条MUST条款中有${failed}条未通过。`,
  }),
  undecidedSome: (count: number): Wording => ({
    en: `${clauses(count, 'MUST ')} could not be decided.`,
    zh: `${count}条MUST条款无法判定。`,
  }),
  unexercisedSome: (count: number, accepted: boolean): Wording => ({
    en: `${clauses(count, 'MUST ')} ${count === 1 ? 'was' : 'were'} not exercised${accepted ? ' (accepted)' : ''}.`,
    zh: `${count}条MUST条款未能检验${accepted ? '（已接受）' : ''}。`,
  }),
  notImplementedSome: (count: number): Wording => ({
    en: `${clauses(count, 'MUST ')} ${count === 1 ? 'is' : 'are'} not implemented.`,
    zh: `${count}条MUST条款尚未实现。`,
  }),
  nothingJudged: (): Wording => ({ en: 'No MUST clause was judged.', zh: '没有判定任何MUST条款。' }),
  partial: (count: number, of: number): Wording => ({
    en: `Only ${count} of ${of} clauses were selected: the verdict covers these alone.`,
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
    en: `Offset ${offset}, limit ${limit}: ${inPlace} in place, ${outOfPlace} out of place, ${missing} missing.`,
    zh: `offset ${offset}，limit ${limit}：位置正确${inPlace}个，不属于此处${outOfPlace}个，缺少${missing}个。`,
  }),
  window: (from: string, to: string, listed: number, outside: number, due: number): Wording => ({
    en: `Window from ${from} to ${to}: ${listed} listed, ${outside} listed outside it, ${due} missing.`,
    zh: `窗口${from}至${to}：列出${listed}个，窗口之外列出${outside}个，应列出而未列出${due}个。`,
  }),
  more: (count: number): Wording => ({ en: `${count} more`, zh: `另有${count}项` }),
  moreRequests: (count: number): Wording => ({
    en: `and ${count} more; all are in conformance.json`,
    zh: `另有${count}个，均见conformance.json`,
  }),
  pairsCovered: (covered: number, possible: number): Wording => ({
    en: `${covered} of ${possible} pairs were covered. A cell shows how many valid requests had both features.`,
    zh: `${possible}个组合中已覆盖${covered}个。单元格中的数字为同时具有两个特征的有效请求数。`,
  }),
  editsMade: (covered: number, possible: number): Wording => ({
    en: `${covered} of ${possible} combinations of edit, place and class of characters were sent. A cell shows how many classes of characters an edit brought in at that place, of all that it can.`,
    zh: `变换、位置与字符类别的${possible}个组合中已发送${covered}个。单元格中的数字为该位置上该变换已引入的字符类别数与可引入的类别总数。`,
  }),
  boundariesVisited: (count: number): Wording => ({
    en: `${count} classes of values at the bounds of the contract, and how many requests had each.`,
    zh: `契约边界上的${count}个类别，以及覆盖各类别的请求数。`,
  }),
  quantile: (share: number, milliseconds: string): Wording => ({
    en: `${share}% within ${milliseconds} ms`,
    zh: `${share}%在${milliseconds}毫秒以内`,
  }),
  explained: ({ explained, of, certainty }: Fit): Wording => ({
    en: `The fault explains ${explained} of the ${of} clauses that it or this deployment breaks; certainty ${percent(certainty)}. Try it:`,
    zh: `该缺陷或本部署违反的${of}个条款中，该缺陷可解释${explained}个；把握${percent(certainty)}。可自行验证：`,
  }),
  inCommon: ({ feature, value, violations, without }: CommonFeature): Wording => {
    const [en, zh] = featureWords(feature, value);
    return {
      en: `all ${violations} violations are shown by queries with ${en}; the run sent ${without} valid queries without that`,
      zh: `全部${violations}项违规均出现在带有${zh}的查询中；另有${without}次有效查询不含此特征`,
    };
  },
  alike: (others: readonly string[]): Wording => ({
    en: `What the run shows fits ${others.join(', ')} as well.`,
    zh: `运行所见同样符合${others.join('、')}。`,
  }),
  likelyFault: (sentence: string, faults: readonly string[], { explained, of, certainty }: Fit): Wording => ({
    en: `likely fault: ${sentence} (${faults.join(' or ')}); it explains ${explained} of ${of} clauses, certainty ${percent(certainty)}`,
    zh: `可能的缺陷：${sentence}（${faults.join('或')}）；可解释${of}个条款中的${explained}个，把握${percent(certainty)}`,
  }),
  ran: (requests: number, seconds: string, seed: number, budget: string): Wording => ({
    en: `${requests} ${requests === 1 ? 'request' : 'requests'} in ${seconds} s, seed ${seed}, budget ${budget}`,
    zh: `${requests}次请求，耗时${seconds}秒，种子${seed}，预算${budget}`,
  }),
  shard: (shard: string, count: number, requests: number, survey: number): Wording => ({
    en: `${shard}: ${clauses(count)}, ${requests} requests, ${survey} of them for the survey`,
    zh: `${shard}：${count}条条款，${requests}次请求，其中${survey}次用于勘查`,
  }),
  covered: (boundaries: number, covered: number, possible: number): Wording => ({
    en: `${boundaries} boundary classes, ${covered} of ${possible} pairs of query features`,
    zh: `${boundaries}类边界；查询特征组合${possible}对，已覆盖${covered}对`,
  }),
  embeddedAt: (url: string): Wording => ({
    en: `embedded reference deployment at ${url}`,
    zh: `内置参考部署，位于${url}`,
  }),
  through: (proxy: string): Wording => ({ en: `through the proxy ${proxy}`, zh: `经由代理${proxy}` }),
  tokenFrom: (iam: string): Wording => ({
    en: `tokens from POST ${iam}/v3/auth/tokens`,
    zh: `令牌取自POST ${iam}/v3/auth/tokens`,
  }),
  trusting: (file: string): Wording => ({
    en: `trusting the certificates of ${file}`,
    zh: `另信任${file}中的证书`,
  }),
  presenting: (file: string): Wording => ({
    en: `with the client's certificate of ${file}`,
    zh: `使用${file}中的客户端证书`,
  }),
  setOf: (version: string, released: boolean): Wording => ({
    en: released ? version : `${version}, not released`,
    zh: released ? version : `${version}，尚未发布`,
  }),
  becauseOf: (failed: readonly string[], cause: string): Wording => ({
    en: `undecided because of the answers that failed ${failed.join(', ')}: ${cause}`,
    zh: `原因与${failed.join('、')}未通过相同：${cause}`,
  }),
  sameCause: (): Wording => ({
    en: 'for the one cause that the verdict names',
    zh: '原因即结论所述',
  }),
  clausesOf: (count: number, chapters: string): Wording => ({
    en: `${count} clauses of ${chapters}`,
    zh: `${chapters}共${count}条`,
  }),
  shareTheReason: (count: number): Wording => ({
    en: `${count} clauses with this reason`,
    zh: `${count}条条款，原因相同`,
  }),
} as const;
