/** Generated from openapi/rds-backups.openapi.yaml by `npm run generate`. Do not edit. */
export interface paths {
    "/v3/{project_id}/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the backups of one instance
         * @description Lists full backups of the three engines and incremental backups of MySQL, page by page. All filters act together; total_count counts the backups that pass them.
         */
        get: operations["ListBackups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: basic-offset-date-time
         * @description A real date and time of day written yyyy-mm-ddThh:mm:ss±hhmm, the zone as an offset from UTC without a colon.
         */
        Time: string;
        /**
         * @description auto: automated full. manual: full, on demand. fragment: differential full. incremental: automated incremental.
         * @enum {string}
         */
        BackupType: "auto" | "manual" | "fragment" | "incremental";
        Listing: {
            /** @description The page; an array also when it is empty. */
            backups: components["schemas"]["Backup"][];
            /** @description Number of backups that pass the filters, on this page or not. */
            total_count: number;
        };
        /** @description One backup. Fields not named here are allowed. end_time is required too, except while the backup is BUILDING. */
        Backup: {
            /** @description Names the backup. */
            id: string;
            /** @description Name for people. */
            name: string;
            type: components["schemas"]["BackupType"];
            /**
             * Format: int64
             * @description Size in kB.
             */
            size: number;
            /**
             * @description BUILDING: being made. COMPLETED: done. FAILED: not done. DELETING: being deleted.
             * @enum {string}
             */
            status: "BUILDING" | "COMPLETED" | "FAILED" | "DELETING";
            begin_time: components["schemas"]["Time"];
            /** @description When the backup ended. While it is BUILDING, it may be absent, null or empty. */
            end_time?: string | null;
            datastore: components["schemas"]["Datastore"];
            /** @description Databases that a partial backup on SQLServer holds. Elsewhere absent, null or empty. */
            databases?: components["schemas"]["Database"][] | null;
            /** @description Instance that the backup was made of. */
            instance_id: string;
        } & (unknown & unknown & unknown);
        /** @description Engine of the instance, and its version. */
        Datastore: {
            /** @enum {string} */
            type: "MySQL" | "PostgreSQL" | "SQLServer";
            version: string;
        };
        /** @description A database that users made. */
        Database: {
            name: string;
        };
        /** @description An error in the form of version 3 of the API. */
        Error: {
            /** @description Letters, a dot, digits. */
            error_code: string;
            error_msg: string;
        };
        /** @description An error with the names of version 1, which some deployments still use. It is accepted with a warning. */
        ErrorV1: {
            errCode: string;
            externalMessage: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListBackups: {
        parameters: {
            query: {
                /**
                 * @description Instance whose backups are listed.
                 * @example c0c9f155c7b7423a9d30f0175998b63bin01
                 */
                instance_id: string;
                /**
                 * @description Lists this one backup only.
                 * @example 43e4feaab48f11e89039fa163ebaa7e4br01
                 */
                backup_id?: string;
                /**
                 * @description Lists backups of this type only.
                 * @example auto
                 */
                backup_type?: components["schemas"]["BackupType"];
                /**
                 * @description Number of backups skipped before the page begins.
                 * @example 0
                 */
                offset?: number;
                /**
                 * @description Most backups on a page.
                 * @example 10
                 */
                limit?: number;
                /**
                 * @description Begin of the window. Goes together with end_time.
                 * @example 2018-08-06T10:41:14+0800
                 */
                begin_time?: components["schemas"]["Time"];
                /**
                 * @description End of the window, later than its begin. Goes together with begin_time.
                 * @example 2018-08-16T10:41:14+0800
                 */
                end_time?: components["schemas"]["Time"];
            };
            header: {
                /**
                 * @description Language of messages.
                 * @example en-us
                 */
                "X-Language": "en-us" | "zh-cn";
            };
            path: {
                /**
                 * @description Project of the tenant in one region.
                 * @example 97b026aa9cc4417888c14c84a1ad9860
                 */
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The query is refused, or the caller is. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"] | components["schemas"]["ErrorV1"];
                };
            };
        };
    };
}
