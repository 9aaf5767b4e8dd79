import type { CloudFormation } from './permission.ts';

/** More names would not fit into the policies of a role: IAM user guide, "IAM and AWS STS quotas". */
export const MOST_REVOCABLE_ROLES = 10;

const places = Array.from({ length: MOST_REVOCABLE_ROLES }, (_, place) => place);
/** The list again and again, so that every place has a name. */
const repeated = { 'Fn::Split': [',', { 'Fn::Sub': places.map(() => `\${revocableRoles}`).join(',') }] };

/** The roles that the parameter lists by their names, with any path: a place for each, because CloudFormation has no loop. */
export const revocableRoleArns: CloudFormation = {
  'Fn::Split': [
    ',',
    {
      'Fn::Sub': [
        places.map((place) => `\${role}/\${name${place}},\${role}/*/\${name${place}}`).join(','),
        {
          role: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role` },
          ...Object.fromEntries(places.map((place) => [`name${place}`, { 'Fn::Select': [place, repeated] }])),
        },
      ],
    },
  ],
};
