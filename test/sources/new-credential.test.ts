import { describe, expect, test } from '@jest/globals';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';

const made = (event: Json) => {
  const reading = readDetection(event);
  if (!reading.ok) throw new TypeError(reading.problem.why);
  return reading.detection.affected.find(({ kind }) => kind === 'new-credential');
};
const call = (eventName: string, answer: JsonValue): Json =>
  withValue(
    withValue(fixture('cloudtrail-create-bearer-key'), 'detail.eventName', eventName),
    'detail.responseElements',
    answer,
  );
const BEARER = { serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE', userName: 'ci-deploy' };

describe('the record of a call that makes a credential names it', () => {
  test('an access key, with its user, whoever made it, and when', () => {
    expect(made(fixture('cloudtrail-create-access-key-for-other'))).toEqual({
      kind: 'new-credential',
      signal: 'making',
      by: {
        principal: { type: 'IAMUser', userName: 'security-admin', uniqueId: 'AIDAI44QH8DHBEXAMPLE' },
        accountId: '111122223333',
        accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
      },
      at: '2026-05-04T03:10:02Z',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      principal: { type: 'IAMUser', userName: 'ci-deploy' },
      accountId: '111122223333',
    });
  });

  test.each<[string, JsonValue, string, string]>([
    [
      'CreateServiceSpecificCredential',
      { serviceSpecificCredential: BEARER },
      'service-specific-credential',
      'ACCAEXAMPLE123EXAMPLE',
    ],
    [
      'ResetServiceSpecificCredential',
      { serviceSpecificCredential: BEARER },
      'service-specific-credential',
      'ACCAEXAMPLE123EXAMPLE',
    ],
    [
      'UploadSSHPublicKey',
      { sSHPublicKey: { sSHPublicKeyId: 'APKAEXAMPLE123EXAMPLE', userName: 'ci-deploy' } },
      'ssh-public-key',
      'APKAEXAMPLE123EXAMPLE',
    ],
    [
      'UploadSigningCertificate',
      { certificate: { certificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE', userName: 'ci-deploy' } },
      'signing-certificate',
      'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
    ],
  ])('%s', (eventName, answer, kind, id) => {
    expect(made(call(eventName, answer))).toMatchObject({
      accessKeyId: undefined,
      other: { kind, id },
      principal: { userName: 'ci-deploy' },
    });
  });

  test('without a user in the request, it is the one of the answer, or the caller', () => {
    const own = withValue(fixture('cloudtrail-create-own-key'), 'detail.requestParameters', null);
    expect(made(own)?.principal).toEqual({ type: 'IAMUser', userName: 'ci-deploy' });
    const unsaid = withValue(own, 'detail.responseElements.accessKey.userName', undefined);
    expect(made(unsaid)?.principal).toEqual({ type: 'IAMUser', userName: 'ci-deploy' });
  });

  test.each<[string, Json]>([
    ['was refused', withValue(fixture('cloudtrail-create-own-key'), 'detail.errorCode', 'AccessDenied')],
    ['has no answer', withValue(fixture('cloudtrail-create-own-key'), 'detail.responseElements', null)],
    [
      'is not of IAM',
      withValue(fixture('cloudtrail-create-own-key'), 'detail.eventSource', 'sts.amazonaws.com'),
    ],
    [
      'has no id of IAM in its place',
      withValue(
        fixture('cloudtrail-create-own-key'),
        'detail.responseElements.accessKey.accessKeyId',
        'AKIA; rm -rf /',
      ),
    ],
    [
      'has no name of IAM in its place',
      withValue(
        fixture('cloudtrail-create-own-key'),
        'detail.responseElements.accessKey.userName',
        'eve --profile admin',
      ),
    ],
    ['makes nothing', fixture('cloudtrail-activate-key')],
  ])('one that %s names none', (_, event) => {
    expect(made(event)).toBeUndefined();
  });

  test('the secret of the answer is nowhere in it', () => {
    const path = 'detail.responseElements.serviceSpecificCredential.serviceCredentialSecret';
    const event = withValue(fixture('cloudtrail-create-bearer-key'), path, 'ABSKsecretEXAMPLE');
    expect(JSON.stringify(readDetection(event))).not.toContain('ABSKsecretEXAMPLE');
  });
});
