/** Forgeries of the evidence, with what is said of each. */
import { type Exchange, FAILED, type Forgery, type ForgeryCase, PASSED } from './forging.ts';

const isListed = ({ answer }: Exchange) => answer?.status === 200;

/** Changes of the evidence that leave its chain as it was. */
export const BROKEN: readonly ForgeryCase[] = [
  [
    'a status',
    (forgery) => {
      const { answer } = forgery.exchangeOf(FAILED, isListed);
      if (answer !== undefined) answer.status = 404;
    },
    /run\.ndjson\.br: exchange \d+ \(GET .*\) does not continue the chain: it was altered/,
  ],
  [
    'a target',
    (forgery) => {
      forgery.exchangeOf(FAILED).target += '&limit=1';
    },
    /exchange \d+ \(GET .*&limit=1\) does not continue the chain/,
  ],
  [
    'a body',
    (forgery) => {
      const line = forgery.lines.find(({ text }) => text?.includes('total_count'));
      if (line?.text !== undefined) line.text = line.text.replace('COMPLETED', 'FAILED');
    },
    /the body before exchange \d+ was altered: it does not match its digest/,
  ],
  [
    'an exchange removed',
    (forgery) => {
      const { n } = forgery.exchangeOf(PASSED);
      forgery.without((exchange) => exchange.n === n);
    },
    /exchange \d+ is missing before exchange \d+ \(removed or moved\)/,
  ],
  [
    'exchanges exchanged',
    (forgery) => {
      const places = forgery.lines.flatMap(({ exchange }, place) => (exchange === undefined ? [] : [place]));
      // Neighbours: no body stands between them.
      const one = places.findLast((place) => places.includes(place + 1)) ?? 0;
      const other = one + 1;
      const [first, second] = [forgery.lines[one], forgery.lines[other]];
      if (first !== undefined && second !== undefined)
        [forgery.lines[one], forgery.lines[other]] = [second, first];
    },
    /exchange \d+ \(GET .*\) is out of order: it was added, repeated or moved/,
  ],
  [
    'an exchange repeated',
    (forgery) => {
      const place = forgery.lines.findIndex(({ exchange }) => exchange?.from[0] === PASSED);
      const line = forgery.lines[place];
      if (line !== undefined) forgery.lines.splice(place, 0, line);
    },
    /exchange \d+ \(GET .*\) is out of order: it was added, repeated or moved/,
  ],
  [
    'what the run said of itself',
    (forgery) => {
      Object.assign(forgery.lines[0]?.facts ?? {}, { seed: 6 });
      forgery.report.seed = 6;
    },
    /exchange 1 \(GET .*\) does not continue the chain/,
  ],
  [
    'the end cut off',
    (forgery) => {
      forgery.lines.splice(-3);
    },
    /it is cut short: it has no end after exchange \d+/,
  ],
  [
    'a body added',
    (forgery) => {
      forgery.lines.splice(1, 0, {
        body: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        text: '',
      });
    },
    /a body was added that belongs to no exchange|is not the file that the report states/,
  ],
  [
    'a line of something else',
    (forgery) => {
      forgery.lines.splice(4, 0, {});
    },
    /a line after exchange \d+ is not evidence/,
  ],
];

/** Changes of the evidence that was then chained anew; the report vouches for it where `vouched`. */
export const CHAINED: readonly (readonly [string, (forgery: Forgery) => void, vouched: boolean, RegExp])[] = [
  [
    'a body',
    (forgery) => {
      const { answer } = forgery.exchangeOf(FAILED, isListed);
      forgery.editBody(answer?.body ?? '', (text) => text.replace('COMPLETED', 'FAILED'));
    },
    false,
    /its chain does not end in the root that the report states/,
  ],
  [
    'the body that shows a failure, and the root in the report',
    (forgery) => {
      const culprits = forgery
        .exchanges()
        .filter((each) => isListed(each) && /limit=1(&|$)/.test(each.target));
      for (const body of new Set(culprits.map(({ answer }) => answer?.body ?? '')))
        forgery.editBody(body, (text) => text.replace(/"total_count": ?\d+/, '"total_count":7'));
    },
    true,
    /does not follow|cannot be judged again|by the evidence it is/,
  ],
  [
    'an exchange added, and the root in the report',
    (forgery) => {
      const place = forgery.lines.findIndex(({ exchange }) => exchange?.from[0] === PASSED);
      const { exchange } = forgery.lines[place] ?? {};
      if (exchange === undefined) return;
      const added = { ...exchange, from: [PASSED, 999, 1] as [string, number, number] };
      forgery.lines.splice(place, 0, { exchange: added });
    },
    true,
    /^the evidence has 1 exchange of addressing\.instance-exact that judging does not use/m,
  ],
  [
    'the exchanges of a clause removed, and the root in the report',
    (forgery) => {
      forgery.without(({ from }) => from[0] === FAILED);
    },
    true,
    /^pagination\.page-size cannot be judged again: no answer is recorded for GET/m,
  ],
  [
    'the survey removed, and the root in the report',
    (forgery) => {
      forgery.without(({ from }) => from[0] === 'survey');
    },
    true,
    /^survey cannot be judged again: no answer is recorded for GET/m,
  ],
  [
    'an answer called noise',
    (forgery) => {
      forgery.exchangeOf(FAILED, isListed).noise = '503';
    },
    true,
    /^request \d+ \(GET .*\) is wrongly recorded as noise, or as no noise$/m,
  ],
  [
    'attempts left out',
    (forgery) => {
      forgery.exchangeOf(FAILED, isListed).attempts = 3;
    },
    true,
    /^request \d+ \(GET .*\) does not continue the attempts before it$/m,
  ],
  [
    'a request without a credential that carried one',
    (forgery) => {
      const own = forgery.exchangeOf('survey').headers;
      forgery.exchangeOf('auth.missing', ({ credential }) => credential === 'none').headers = own;
    },
    true,
    /^request \d+ \(GET .*\) does not have the credential that is stated for it$/m,
  ],
  [
    'a request with an altered credential that carried the right one',
    (forgery) => {
      const own = forgery.exchangeOf('survey').headers;
      forgery.exchangeOf('auth.invalid', ({ credential }) => credential === 'altered').headers = own;
    },
    true,
    /^request \d+ \(GET .*\) does not have the credential that is stated for it$/m,
  ],
];
