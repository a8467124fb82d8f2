/**
 * The words of the terminal report in other languages, by the English ones. What a clause expected and observed, and
 * the verdict line that scripts look for, stay English in all of them.
 */
import type { Language } from '../run/settings/settings.ts';

/** Answers the words in the reader's language; English ones where there are none yet. */
export type Words = (english: string) => string;

const CHINESE: ReadonlyMap<string, string> = new Map([
  // Heads of sections.
  ['Failed', '未通过'],
  ['Warnings', '警告'],
  ['Inconclusive', '无法判定'],
  ['Not exercised', '未能检验'],
  ['Waived', '已豁免'],
  ['Not implemented', '尚未实现'],
  ['Not scored', '不计入结论'],
  ['Observed where the document is silent', '文档未规定之处的实际行为'],
  // Heads of the table of chapters.
  ['chapter', '章'],
  ['all', '合计'],
  ['pass', '通过'],
  ['fail', '未通过'],
  ['warn', '警告'],
  ['inconclusive', '无法判定'],
  ['not exercised', '未能检验'],
  ['waived', '已豁免'],
  ['observed', '实际行为'],
  ['not applicable', '不适用'],
  ['not scored', '不计入'],
  ['not implemented', '尚未实现'],
  ['requests', '请求数'],
  // Labels.
  ['of', '产品'],
  ['target', '目标'],
  ['instances', '实例'],
  ['contract', '契约'],
  ['clauses', '条款'],
  ['run', '运行'],
  ['coverage', '覆盖'],
  ['noise', '噪声'],
  ['detail', '说明'],
  ['expected', '应为'],
  ['at', '位置'],
  ['request', '请求'],
  ['answer', '应答'],
  ['beside', '同时'],
  ['again', '重现'],
  ['report', '报告'],
  // Sentences with places for numbers.
  ['set {version}', '{version}版条款集'],
  ['set {version}, not released', '{version}版条款集，尚未发布'],
  ['{total} backups', '{total}个备份'],
  [
    '{requests} requests in {seconds} s, seed {seed}, budget {budget}',
    '{requests}次请求，耗时{seconds}秒，种子{seed}，预算{budget}',
  ],
  [
    '{boundaries} boundary classes, {covered} of {possible} pairs of query features',
    '{boundaries}类边界；查询特征组合{possible}对，已覆盖{covered}对',
  ],
  ['{noises} (retried)', '{noises}（已重试）'],
  ['because of the same answers that failed {failed}: {cause}', '原因与{failed}未通过相同：{cause}'],
  ['{count} clauses of {chapters}', '{chapters}共{count}条'],
  ['(empty body)', '（空响应体）'],
  ['and {more} more, all in conformance.json', '另有{more}项，详见conformance.json'],
  [
    'behaves like: {sentence} ({faults}); {explained} of {of} exchanges explained',
    '表现类似：{sentence}（{faults}）；可解释{of}次交互中的{explained}次',
  ],
  [', or ', '，或'],
]);

export function wordsIn(language: Language): Words {
  return language === 'zh' ? (english) => CHINESE.get(english) ?? english : (english) => english;
}

export const english: Words = wordsIn('en');

/** Puts values into the `{places}` of a sentence. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Characters that take two columns of a terminal: those of East Asian scripts, with their punctuation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/** Columns that the words take on a terminal. */
export function columnsWide(words: string): number {
  return words.length + (words.match(WIDE)?.length ?? 0);
}

/** `words` followed by blanks, `columns` wide at least. */
export function padEnd(words: string, columns: number): string {
  return words + ' '.repeat(Math.max(0, columns - columnsWide(words)));
}

/** `words` after blanks, `columns` wide at least. */
export function padStart(words: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsWide(words))) + words;
}
