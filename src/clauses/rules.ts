/**
 * Every rule that a deployment can break, each with what a violation of it is. A rule is the part of a violation that
 * stays: messages may be reworded at any time, and waivers, verdicts and comparisons of runs depend on rules alone. A
 * rule that is in use is therefore never renamed, and never given another meaning.
 */

export const RULES = {
  // Whether a query is answered at all.
  'valid-query-refused': 'A valid query gets another answer than 200 with a list.',
  'invalid-query-answered': 'An invalid query gets a list.',
  'invalid-query-not-refused': 'An invalid query gets neither a list nor a 4xx.',
  'server-fault': 'A query gets a 5xx.',
  'later-instant-refused': 'A window whose end is the later instant is refused, since its text sorts first.',
  'zone-changes-answer': 'The same instants in another zone get another answer.',
  'raw-plus-changes-answer': 'A zone with an unencoded plus sign gets another answer.',
  'raw-plus-refused': 'A zone with an unencoded plus sign is refused.',
  'sample-request-refused': "The document's own sample request is refused.",

  // Addressing and credentials.
  'list-at-other-version': 'A path of another version gets a list.',
  'backups-of-other-project': 'Our backups are shown under the id of another project.',
  'backups-of-unknown-instance': 'An unknown instance id gets backups that are not its own.',
  'row-of-other-instance': 'A row belongs to another instance than the one asked for.',
  'credential-refusal-status': 'A wrong credential is turned away with a status other than 401 and 403.',
  'credential-not-refused':
    'A request without a valid credential is answered otherwise than with 401 or 403.',
  'backups-without-credential': 'A request without a valid credential is shown backups.',

  // Pages and totals.
  'page-too-short': 'A page holds fewer rows than its limit and the total ask for.',
  'page-too-long': 'A page holds more rows than its limit and the total allow.',
  'answer-too-long': 'An answer holds more rows than the largest limit.',
  'page-past-end-unreadable': 'A page past the last row gets no list.',
  'rows-past-end': 'A page past the last row holds rows.',
  'total-past-end-differs': 'A page past the last row has another total.',
  'status-past-end-differs': 'A page past the last row is a list with another status than 200.',
  'total-differs-between-pages': 'Two pages of one list have different totals.',
  'total-too-small': 'The total is less than the number of rows that pages bring.',
  'total-too-large': 'The total is more than the number of rows that pages bring.',
  'row-repeated-over-pages': 'A row is on two pages of one list.',
  'order-changed': 'A list has another order when it is asked for again.',

  // Two answers that must agree.
  'row-missing': 'An answer ends before a row that it must hold.',
  'row-added': 'An answer goes on after its last row.',
  'row-replaced': 'Another row is in the place of the one that must be there.',
  'row-changed': 'The right row is there with other content.',
  'total-differs': 'Two answers to the same question have different totals.',

  // One request, several ways to say it.
  'equivalent-without-list': 'A request that says the same in another way gets no list.',
  'equivalent-answer-differs': 'A request that says the same in another way gets another list.',
  'error-differs-by-header': 'Another value of a header takes the form of an error away.',
  'list-changed-by-refusals': 'After a number of refusals a valid query gets another list for a while.',

  // Filters and windows.
  'row-outside-filter': 'A row is listed that the filter excludes.',
  'row-missing-from-filter': 'A row is not listed that the filter includes.',
  'totals-do-not-add-up': "The totals of all values of a filter do not add up to the list's.",
  'row-not-found-by-id': 'The id of a known row lists nothing.',
  'rows-besides-id': 'The id of a known row lists more rows than one.',
  'total-of-id-not-one': 'The id of a known row lists that row with another total than 1.',
  'row-by-altered-id': 'An altered id lists a row.',
  'row-by-id-of-other-instance': 'The id of a row of another instance lists something.',
  'empty-value-selects': 'A filter with an empty value lists something else than the list without it.',
  'row-outside-combination': 'Several filters together list a row that one of them excludes.',
  'row-missing-from-combination': 'Several filters together do not list a row that each of them lists.',
  'row-outside-window': 'A row is listed that lies wholly outside the window.',
  'row-missing-from-window': 'A row is not listed that lies wholly inside the window.',
  'row-in-and-out': 'A row is between two instants in one query, and not between them in another.',
  'row-listed-under-window-alone': 'A list without a window leaves out a kind of rows that a window lists.',
  'row-missing-from-wider-window': 'A window does not list a row that a narrower one inside it lists.',
  'row-missing-from-whole-window': 'A window does not list a row that a half of it lists.',
  'row-missing-from-half-window': 'No half of a window lists a row that the whole lists.',

  // The answer as a whole.
  'media-type-missing': 'An answer has no Content-Type.',
  'media-type-not-json': 'An answer is of another media type than JSON.',
  'charset-not-utf-8': 'An answer names another character set than UTF-8.',
  'body-undecodable': 'A body is not in its Content-Encoding.',
  'body-not-utf-8': 'A body is no valid UTF-8.',
  'body-empty': 'A body is empty.',
  'body-not-json': 'A body is no valid JSON.',
  'body-with-byte-order-mark': 'A body begins with a byte order mark.',
  'key-repeated': 'An object has a key twice.',

  // Rows.
  'row-repeated': 'A row is in an answer twice.',
  'integer-spelling': 'An integer is written with a fraction or an exponent.',
  'end-before-begin': 'A backup ends before it begins.',
  'engines-differ': 'Two rows of one instance have different engines.',

  // Errors.
  'error-breaks-on-text': 'A refusal is no JSON once it repeats an odd text of the request.',
  'backups-in-refusal': 'A refusal has backups in its body.',
  'error-not-json': 'A refusal has a body that is no JSON.',
  'error-names-of-v1': 'A refusal has the field names of the first edition.',

  // The schema, by its keyword.
  'schema-type': 'A value is of another type.',
  'schema-null': 'A value is null, and must not be.',
  'schema-required': 'A required value is missing.',
  'schema-enum': 'A value is none of the enumeration.',
  'schema-enum-spelling': 'A value of the enumeration is in other case, or has blanks around it.',
  'schema-const': 'A value is not the one that is fixed.',
  'schema-format': 'A value is not of its format.',
  'time-empty': 'A time is empty.',
  'time-not-real': 'A time has the right form, and no calendar or clock has it.',
  'time-zone-missing': 'A time has no zone.',
  'time-zone-form': 'The zone of a time is of another form.',
  'time-fraction': 'A time has fractions of a second.',
  'time-form': 'A time is of another form.',
  'schema-pattern': 'A text does not match its pattern.',
  'schema-minimum': 'A number is too small.',
  'schema-maximum': 'A number is too large.',
  'schema-multiple-of': 'A number is no multiple of the one that is fixed.',
  'schema-min-length': 'A text is too short.',
  'schema-max-length': 'A text is too long.',
  'schema-min-items': 'A list is too short.',
  'schema-max-items': 'A list is too long.',
  'schema-unique-items': 'A list has an item twice.',
  'schema-additional': 'A value is there that the schema does not allow.',
  'schema-other': 'A value breaks another part of its schema.',
} as const satisfies Readonly<Record<string, string>>;

export type Rule = keyof typeof RULES;
