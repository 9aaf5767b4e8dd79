/**
 * Prints the event that reports a credential, without any secret: an API key on standard input becomes what it says of itself.
 * It asks nobody and sends nothing. `npm run --silent report -- --reason='…' --reported-by=alice < key.txt`
 */
import './help.ts';

import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { accessKeyKind, isServiceCredentialId, keyIdAsWritten } from '../src/core/access-key-id.ts';
import { apiKeyIn } from '../src/core/api-key.ts';
import { REPORT_SOURCE } from '../src/core/reported-api-key.ts';

const values = readOptions();
const found = await text(process.stdin);
const id = keyIdAsWritten(found);
const isId = accessKeyKind(id) !== 'malformed' || isServiceCredentialId(id);
const facts = isId ? { accessKeyId: id } : apiKeyIn(found);
if (facts === undefined) {
  // What was read may be a secret of another kind, so it is not repeated.
  process.stderr.write('Standard input has neither the id of a credential nor an API key that is known.\n');
  process.exit(1);
}
const given = {
  accountId: values['account-id'],
  userName: values['user-name'],
  roleName: values['role-name'],
  url: values.url,
};
const Detail = { ...given, ...facts, reason: values.reason, reportedBy: values['reported-by'] };
const entry = {
  EventBusName: values.bus,
  Source: REPORT_SOURCE,
  DetailType: 'Compromised Access Key Report',
  Detail: JSON.stringify(Detail),
};
process.stdout.write(`${JSON.stringify([entry])}\n`);

function readOptions() {
  try {
    return parseArgs({
      options: {
        reason: { type: 'string', default: 'found by a person' },
        'reported-by': { type: 'string', default: 'unknown' },
        bus: { type: 'string', default: 'compromised-key-responder-prod' },
        'account-id': { type: 'string' },
        'user-name': { type: 'string' },
        'role-name': { type: 'string' },
        url: { type: 'string' },
      },
    }).values;
  } catch {
    // What was given in a wrong place may be the secret, so it is not repeated.
    process.stderr.write(
      'The key goes to standard input, and beside it only --reason, --reported-by, --bus, --account-id, --user-name, --role-name and --url are known.\n',
    );
    process.exit(1);
  }
}
