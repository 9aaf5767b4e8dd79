import { isObject, type JsonObject, parseObject } from '../json-object.ts';
import { ApiError } from './api-error.ts';

/**
 * Refuses what IAM's grammar refuses in an identity-based policy (IAM user guide, "Grammar of the IAM JSON policy
 * language").
 */
export function checkPolicyDocument(document: string): void {
  const policy = parseObject(document);
  if (policy === undefined || !['2012-10-17', '2008-10-17', undefined].includes(versionOf(policy))) {
    throw malformed('Syntax errors in policy.');
  }
  const statements = statementsOf(policy);
  if (statements.length === 0) throw malformed('Syntax errors in policy.');
  for (const statement of statements) checkStatement(statement);
}

function checkStatement(statement: unknown): void {
  if (!isObject(statement) || !['Allow', 'Deny'].includes(String(statement['Effect']))) {
    throw malformed('Syntax errors in policy.');
  }
  if ('Principal' in statement || 'NotPrincipal' in statement) {
    throw malformed('Policy document should not specify a principal.');
  }
  if (!('Action' in statement || 'NotAction' in statement)) {
    throw malformed('Policy statement must contain actions.');
  }
  if (!('Resource' in statement || 'NotResource' in statement)) {
    throw malformed('Policy statement must contain resources.');
  }
}

/**
 * Whether the document denies everything to a session with this issue time. It understands only what revokes sessions: a
 * Deny of every action on every resource, without a condition or with a `DateLessThan` on `aws:TokenIssueTime`.
 */
export function denies(document: string, issuedAt: Date): boolean {
  return statementsOf(parseObject(document) ?? {}).some((statement) => {
    if (!isObject(statement) || statement['Effect'] !== 'Deny') return false;
    if (!isEverything(statement['Action']) || !isEverything(statement['Resource'])) return false;
    const { Condition: condition } = statement;
    return condition === undefined || issuedAt.getTime() < cutOff(condition);
  });
}

/** The time in a condition that has only `aws:TokenIssueTime`. Every other condition matches no session. */
function cutOff(condition: unknown): number {
  if (!isObject(condition) || Object.keys(condition).join() !== 'DateLessThan')
    return Number.NEGATIVE_INFINITY;
  const { DateLessThan: times } = condition;
  if (!isObject(times) || Object.keys(times).join() !== 'aws:TokenIssueTime') return Number.NEGATIVE_INFINITY;
  return Date.parse(String(times['aws:TokenIssueTime']));
}

function isEverything(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.includes('*'));
}

function statementsOf({ Statement: statement }: JsonObject): readonly unknown[] {
  return Array.isArray(statement) ? statement : [statement];
}

function versionOf({ Version: version }: JsonObject): string | undefined {
  return version === undefined ? undefined : String(version);
}

function malformed(message: string): ApiError {
  return new ApiError(400, 'MalformedPolicyDocument', message);
}
