import { fieldsOf, textOf } from './fields.ts';
import type { Place } from './place.ts';
import { nameOf, type ResolvedResource } from './resolve-template.ts';

/** The actions that the policies of each role allow, by the role's name. */
export function grantsOf(
  resources: readonly ResolvedResource[],
  place: Place,
): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const policies = resources.filter(({ type }) => type === 'AWS::IAM::Policy');
  return new Map(
    roles.map((role) => {
      const name = nameOf(role, place);
      const inline = listOf(role.properties['Policies']).map(
        (policy) => fieldsOf(policy, name)['PolicyDocument'],
      );
      const own = policies
        .filter(({ properties }) => listOf(properties['Roles']).includes(name))
        .map(({ properties }) => properties['PolicyDocument']);
      return [name, new Set([...inline, ...own].flatMap(allowedBy))];
    }),
  );
}

function allowedBy(document: unknown): readonly string[] {
  return listOf(fieldsOf(document, 'PolicyDocument')['Statement'])
    .map((statement) => fieldsOf(statement, 'Statement'))
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action).map((action) => textOf(action, 'Action')));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
