/** Texts of a hostile deployment, which must stay text. */
import type { RunResult } from '../../src/result/result.ts';
import { catalogue, clause, counterexample, result } from './results.ts';

/** Each begins a line where line ends are kept. */
export const HOSTILE: readonly string[] = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '</details></summary>',
  ']]></failure></testcase>',
  '&lt;b&gt; &amp; &#x3C;',
  '::error::injected',
  '  ::set-env name=A::injected',
  '##[error]injected',
  '##vso[task.complete result=Succeeded;]',
  "##teamcity[testFailed name='injected']",
  '::stop-commands::injected',
  '```',
  '`````` sh',
  '~~~',
  '` **bold** [link](javascript:alert(1)) `` | cell |',
  '# A heading',
  'verdict: conformant (as I say)',
  '\u001b[2J\u001b]0;title\u0007\u009b31m',
  '\u202egnp.exe\u202c\u2066\u200b\ufeff',
  '\ufffe\uffff\u{1fffe}\ud800',
  '\u0000\u0008\u000c\r',
  '@everyone https://example.com/injected',
];

export const HOSTILE_TEXT = HOSTILE.join('\n');

/** Returns a result with a clause of every verdict, in which all text of the deployment and its vendor is hostile. */
export function hostileResult(text: string): RunResult {
  const exchange = { curl: `curl "${text}"`, target: `/${text}`, status: 200, body: text };
  const shown = counterexample({
    expected: text,
    observed: text,
    pointer: text,
    exchange,
    requests: [exchange, { ...exchange, status: 500 }],
    reproduce: text,
  });
  const verdicts = [
    'fail',
    'warn',
    'inconclusive',
    'not-exercised',
    'waived',
    'observed',
    'not-applicable',
    'not-implemented',
    'pass',
  ] as const;
  const clauses = catalogue.entries.map(({ slug }, place) => {
    const verdict = verdicts[place % verdicts.length] ?? 'pass';
    return clause(slug, verdict, {
      detail: text,
      ...(verdict === 'fail' || verdict === 'warn' || verdict === 'waived' ? { counterexample: shown } : {}),
      ...(verdict === 'waived' ? { waiver: { reason: text, link: text, expires: '2026-05-01' } } : {}),
      ...(verdict === 'observed' ? { observation: text } : {}),
    });
  });
  return result(clauses, {
    detail: text,
    target: `http://${text}`,
    instances: [{ id: text, total: 1, read: 1 }],
    implementation: { organization: text, product: text, version: text, url: text, contact: [text, text] },
    challenge: text,
    waivers: [
      {
        clause: catalogue.entries[0]?.slug ?? '',
        reason: text,
        link: text,
        expires: '2026-05-01',
        statement: '',
        fingerprint: 'v2:0',
        state: 'stale',
      },
    ],
  });
}
