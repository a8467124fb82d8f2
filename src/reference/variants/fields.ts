/** Other ways to write a backup where the document leaves room. */
import { type Concerns, hasFailed } from '../changes.ts';
import type { Backup } from '../dataset.ts';
import type { Fields } from '../json-text.ts';
import type { Variant } from '../mutation.ts';
import { filtered } from '../rows.ts';
import type { Change, Deployment } from '../stages.ts';

/** Sets fields of some backups over those they have. */
function withFields(concerns: Concerns, extra: (operation: Deployment['operation']) => Fields): Change {
  return ({ renderRow }) => ({
    renderRow: (backup, deployment) => {
      const row = renderRow(backup, deployment);
      const { operation } = deployment;
      return concerns(backup, operation) ? { ...row, ...extra(operation) } : row;
    },
  });
}

/** Writes the databases of a backup that has none. */
function noDatabases(value: null | readonly []): Change {
  return withFields(
    ({ databases }) => databases.length === 0,
    ({ fields }) => ({ [fields.databases]: value }),
  );
}

/** Writes the end time of a backup under way. */
function endWhileBuilding(value: null | string): Change {
  return withFields(
    ({ end }: Backup) => end === undefined,
    ({ fields }) => ({ [fields.end]: value }),
  );
}

const extraFields: Variant = {
  slug: 'extra-fields',
  description: 'Writes fields that the document does not name, in each backup and beside the list.',
  change: (stages) => ({
    ...withFields(
      () => true,
      () => ({
        associated_with_ddm: false,
        min_data_volume_capacity_for_restore: 40,
        labels: { tier: ['cold', null], ratio: 0.5 },
      }),
    )(stages),
    renderList: (page, query, call) => ({
      page_info: { next: null },
      ...stages.renderList(page, query, call),
    }),
  }),
};

const changingField: Variant = {
  slug: 'fields-of-the-moment',
  description: 'Writes an extra field into each backup, with another value in every answer.',
  change: ({ respond }) => ({
    respond: (outcome, call) => {
      const answer = respond(outcome, call);
      const id = `"${call.deployment.operation.fields.id}":`;
      const body = String(answer.body).replaceAll(`{${id}`, `{"served":"${call.requestId}",${id}`);
      return { ...answer, body };
    },
  }),
};

/** What some languages write for a time that is not known. */
const NEVER = '0001-01-01T00:00:00+0000';

const failedTimesUnknown: Variant = {
  slug: 'failed-times-unknown',
  description:
    'Writes the first instant of the year 1 for both times of a failed backup, and lists it in no window.',
  change: (stages) => ({
    ...withFields(hasFailed, ({ fields }) => ({ [fields.begin]: NEVER, [fields.end]: NEVER }))(stages),
    inWindow: (rows, window, call) => {
      const { dataset, operation } = call.deployment;
      return filtered(
        stages.inWindow(rows, window, call),
        (row) => !hasFailed(dataset.backup(row), operation),
      );
    },
  }),
};

const failedEndUnknown: Variant = {
  slug: 'failed-end-epoch',
  description: 'Writes the first instant of 1970 for the end time of a failed backup.',
  change: withFields(hasFailed, ({ fields }) => ({ [fields.end]: '1970-01-01T08:00:00+0800' })),
};

export const fields: readonly Variant[] = [
  extraFields,
  changingField,
  failedTimesUnknown,
  failedEndUnknown,
  {
    slug: 'empty-databases',
    description: 'Writes an empty list of databases for a backup that has none.',
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
