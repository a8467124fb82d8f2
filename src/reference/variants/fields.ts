/** Other ways to write a backup where the document leaves room. */
import type { Backup } from '../backup.ts';
import type { Fields } from '../json-text.ts';
import { listed, toArray } from '../rows.ts';
import type { Change, World } from '../stages.ts';
import type { Variant } from '../variant.ts';

/** Sets fields of each backup over those it has. */
function withFields(extra: (backup: Backup, world: World) => Fields): Change {
  return ({ row }) => ({ row: (backup, world) => ({ ...row(backup, world), ...extra(backup, world) }) });
}

/** Backups that hold no databases of their own say so in this way. */
function noDatabases(value: null | readonly []): Change {
  return withFields((backup, { operation }) =>
    backup.databases.length > 0 ? {} : { [operation.fields.databases]: value },
  );
}

function endWhileBuilding(value: null | string): Change {
  return withFields((backup, { operation }) =>
    backup.end !== undefined ? {} : { [operation.fields.end]: value },
  );
}

const extraFields: Variant = {
  slug: 'extra-fields',
  says: 'Writes fields that the document does not name, in each backup and beside the list.',
  change: (stages) => ({
    ...withFields(() => ({
      associated_with_ddm: false,
      min_data_volume_capacity_for_restore: 40,
      labels: { tier: ['cold', null], ratio: 0.5 },
    }))(stages),
    render: (page, question, call) => ({ page_info: { next: null }, ...stages.render(page, question, call) }),
  }),
};

const fieldsOfTheMoment: Variant = {
  slug: 'fields-of-the-moment',
  says: 'Writes a field of its own into each backup that tells something else in every answer.',
  change: ({ send }) => ({
    send: (outcome, call) => {
      const answer = send(outcome, call);
      const told = `{"served":"${call.requestId}","id":`;
      return { ...answer, body: String(answer.body).replaceAll('{"id":', told) };
    },
  }),
};

/** What stands for a time that nobody knows, in some languages. */
const NEVER = '0001-01-01T00:00:00+0000';

const failedNobodyKnowsWhen: Variant = {
  slug: 'failed-times-unknown',
  says: 'Writes the first instant of the year 1 for both times of a failed backup, and lists it under no window.',
  change: ({ row, within }) => ({
    row: (backup, world) => ({
      ...row(backup, world),
      ...(isFailed(backup)
        ? { [world.operation.fields.begin]: NEVER, [world.operation.fields.end]: NEVER }
        : {}),
    }),
    within: (rows, window, call) =>
      listed(toArray(within(rows, window, call)).filter((each) => !isFailed(call.world.data.backup(each)))),
  }),
};

function isFailed({ status }: Backup): boolean {
  return status === 'FAILED';
}

export const fields: readonly Variant[] = [
  extraFields,
  fieldsOfTheMoment,
  failedNobodyKnowsWhen,
  {
    slug: 'empty-databases',
    says: 'Writes an empty list of databases for a backup that holds none of its own.',
    change: noDatabases([]),
  },
  {
    slug: 'null-databases',
    says: 'Writes null for the databases of a backup that holds none of its own.',
    change: noDatabases(null),
  },
  {
    slug: 'building-end-null',
    says: 'Writes null for the end time of a backup under way.',
    change: endWhileBuilding(null),
  },
  {
    slug: 'building-end-empty',
    says: 'Writes an empty text for the end time of a backup under way.',
    change: endWhileBuilding(''),
  },
  {
    slug: 'building-end-epoch',
    says: 'Writes the first instant of 1970 for the end time of a backup under way.',
    change: endWhileBuilding('1970-01-01T00:00:00+0000'),
  },
];
