/** The configuration file that `init` writes: one deployment to fill in, and every other setting as a comment. */

/** @param schema path of the JSON Schema of such files, for editors */
export function exampleConfig(schema: string): string {
  return `# yaml-language-server: $schema=${schema}
#
# Configuration of rds-backups-conformance. Delete what you do not need.
#   run --config FILE                       judges the deployment, where there is one
#   run --config FILE --deployment staging  judges one by its name; repeatable
#   run --config FILE --all                 judges all of them
#   run --config FILE --print-config        shows the settings, and where each is from
# \${NAME} is the value of an environment variable. Secrets are never written into this file.
# Options and RDS_* variables are taken before this file, a deployment before the defaults. Paths are relative to this file.

# What holds for every deployment that does not say otherwise.
defaults:
  # smoke, standard, exhaustive, or a number of requests
  budget: standard
  # Most requests per second, and at the same time.
  # max-time: 30m
  # rate: 10
  # concurrency: 8
  # Longest time of one request.
  # timeout: 30s
  # Certificates to trust besides those of the system, and the client's own.
  # ca: ca.pem
  # client-cert: client.pem
  # client-key: client.key
  # The same seed gives the same cases.
  # seed: 1
  # Only these clauses or chapters.
  # only: [pagination, window]
  # What the data cannot exercise does not make the run inconclusive.
  # accept-unexercised: true
  # Another contract than the package's own.
  # contract: openapi.yaml
  # Language of the output: en or zh.
  # lang: en

deployments:
  # The name stands in reports, on the command line and in Playwright (--project=conformance:staging).
  staging:
    url: https://rds.example.com
    project: 0123456789abcdef0123456789abcdef
    instances:
      - 0123456789abcdef0123456789abcdefin01
    # One kind of credential: token, token-file, token-command, access-key with secret-key, iam; or none.
    auth:
      token: \${RDS_AUTH_TOKEN}
      # token-file: token.txt
      # token-command: [print-token, --project, staging]
      # access-key: \${ACCESS_KEY}
      # secret-key: \${SECRET_KEY}
      # security-token: \${SECURITY_TOKEN}
      # iam: {endpoint: https://iam.example.com, user: reader, password: "\${IAM_PASSWORD}", domain: example}
    # Headers of a gateway's own.
    # headers: {X-Gateway-Key: "\${GATEWAY_KEY}"}
    # Known violations that do not fail the run.
    # waivers: waivers.yaml
    # Who provides the deployment. No report is certified without it.
    # implementation:
    #   organization: Example Ltd
    #   product: Example RDS
    #   version: "4.10"
    #   url: https://rds.example.com
    #   contact: [rds@example.com]
`;
}
