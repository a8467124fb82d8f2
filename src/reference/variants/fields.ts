/** Other ways to write a backup where the document leaves room. */
import type { Backup } from '../backup.ts';
import type { Fields } from '../json-text.ts';
import { listed, toArray } from '../rows.ts';
import type { Change, Deployment } from '../stages.ts';
import type { Variant } from '../variant.ts';

/** Sets fields of each backup over those it has. */
function withFields(extra: (backup: Backup, world: Deployment) => Fields): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, world) => ({ ...renderRow(backup, world), ...extra(backup, world) }),
  });
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
  description: 'Writes fields that the document does not name, in each backup and beside the list.',
  change: (stages) => ({
    ...withFields(() => ({
      associated_with_ddm: false,
      min_data_volume_capacity_for_restore: 40,
      labels: { tier: ['cold', null], ratio: 0.5 },
    }))(stages),
    renderList: (page, query, call) => ({
      page_info: { next: null },
      ...stages.renderList(page, query, call),
    }),
  }),
};

const fieldsOfTheMoment: Variant = {
  slug: 'fields-of-the-moment',
  description: 'Writes a field of its own into each backup that tells something else in every answer.',
  change: ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      const told = `{"served":"${call.requestId}","id":`;
      return { ...answer, body: String(answer.body).replaceAll('{"id":', told) };
    },
  }),
};

/** What stands for a time that nobody knows, in some languages. */
const NEVER = '0001-01-01T00:00:00+0000';

const failedNobodyKnowsWhen: Variant = {
  slug: 'failed-times-unknown',
  description:
    'Writes the first instant of the year 1 for both times of a failed backup, and lists it under no window.',
  change: ({ renderRow, inWindow }) => ({
    renderRow: (backup, world) => ({
      ...renderRow(backup, world),
      ...(isFailed(backup)
        ? { [world.operation.fields.begin]: NEVER, [world.operation.fields.end]: NEVER }
        : {}),
    }),
    inWindow: (rows, window, call) =>
      listed(
        toArray(inWindow(rows, window, call)).filter(
          (each) => !isFailed(call.deployment.dataset.backup(each)),
        ),
      ),
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
    description: 'Writes an empty list of databases for a backup that holds none of its own.',
    change: noDatabases([]),
  },
  {
    slug: 'null-databases',
    description: 'Writes null for the databases of a backup that holds none of its own.',
    change: noDatabases(null),
  },
  {
    slug: 'building-end-null',
    description: 'Writes null for the end time of a backup under way.',
    change: endWhileBuilding(null),
  },
  {
    slug: 'building-end-empty',
    description: 'Writes an empty text for the end time of a backup under way.',
    change: endWhileBuilding(''),
  },
  {
    slug: 'building-end-epoch',
    description: 'Writes the first instant of 1970 for the end time of a backup under way.',
    change: endWhileBuilding('1970-01-01T00:00:00+0000'),
  },
];
