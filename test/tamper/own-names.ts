import type { Place } from '../../local/template/place.ts';
import { arnOf, nameOf, resolveTemplate } from '../../local/template/resolve-template.ts';
import { describeStack } from '../../local/template.ts';
import { apiCall, BY_USER, refusal } from './api-call.ts';
import { callsOnRule, type OwnCall, ownCalls } from './own-calls.ts';

/** How records name the things of a stack. */
export function namesIn(template: unknown, place: Place) {
  const resources = resolveTemplate(template, place);
  return (what: OwnCall['what'], logicalId: string): string | undefined => {
    const resource = resources.get(logicalId);
    if (resource === undefined) return undefined;
    const [name, arn] = [nameOf(resource, place), arnOf(resource, place)];
    switch (what) {
      case 'name':
        return name;
      case 'arn':
        return arn;
      case 'part':
        return `${place.accountId}:function:${name}`;
      case 'end':
        return `function:${name}`;
      case 'shorter':
        return `${place.accountId}:${name}`;
      case 'version':
        return `${arn}:$LATEST`;
      case 'latest':
        return `function:${name}:$LATEST`;
      case 'url':
        return `https://queue.amazonaws.com/${place.accountId}/${name}`;
    }
  };
}

/** The calls on what every stack has, and on each rule of its default bus. A rule `''` is one of those with names of rules. */
export function callsOn(template: unknown, place: Place): readonly OwnCall[] {
  const { rules } = describeStack(template, place);
  const onRules = rules
    .filter(({ busName, logicalId }) => busName === 'default' && logicalId !== 'OwnLastRule')
    .flatMap(({ logicalId }) =>
      callsOnRule(logicalId, /^OwnRules\d+Rule$/.test(logicalId) ? 'OwnLastRule' : ''),
    );
  return [...ownCalls, ...onRules, ...callsOnRule('OwnLastRule', 'OwnRules1Rule')];
}

/** What another stack makes on the things of this one. */
function byOthers(nameOfThing: ReturnType<typeof namesIn>): readonly object[] {
  const by = { ...BY_USER, invokedBy: 'cloudformation.amazonaws.com' };
  const roleName = nameOfThing('name', 'RespondRole');
  const alarmNames = [nameOfThing('name', 'HeartbeatAlarm')];
  const eventSourceArn = nameOfThing('arn', 'RetryQueue');
  return [
    apiCall({ service: 'iam', name: 'PutRolePolicy', parameters: { roleName, policyName: 'x' }, by }),
    apiCall({ service: 'iam', name: 'AttachRolePolicy', parameters: { roleName, policyArn: 'x' }, by }),
    apiCall({
      service: 'monitoring',
      name: 'PutAlarmMuteRule',
      parameters: { muteTargets: { alarmNames } },
      by,
    }),
    apiCall({
      ...{ service: 'lambda', name: 'CreateEventSourceMapping20150331', by },
      parameters: { eventSourceArn, functionName: 'x' },
    }),
  ];
}

/** An event of each call. */
export function eventsOn(template: unknown, place: Place): readonly object[] {
  const nameOfThing = namesIn(template, place);
  const onStack = ['UpdateStack', 'DeleteStack'].map((name) =>
    apiCall({ service: 'cloudformation', name, parameters: { stackName: place.stackName } }),
  );
  const onThings = callsOn(template, place).flatMap(({ service, names, of, what, parameters, refusedAs }) => {
    const named = nameOfThing(what, of);
    if (named === undefined) return [];
    const [first = ''] = names;
    const resource = refusedAs === undefined ? nameOfThing('arn', of) : `role ${named}`;
    const refused = refusal(`${service}:${first}`, resource ?? '');
    return [
      ...names.map((name) => apiCall({ service, name, parameters: parameters(named) })),
      apiCall({ service, name: first, parameters: null, refused }),
    ];
  });
  // Without a boundary its place holds a hyphen.
  const onBoundary = ['CreatePolicyVersion', 'DeletePolicy'].map((name) =>
    apiCall({ service: 'iam', name, parameters: { policyArn: '-' } }),
  );
  return [...onThings, ...onStack, ...onBoundary, ...byOthers(nameOfThing)];
}
