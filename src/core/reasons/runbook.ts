import type { Reason } from './index.ts';

/**
 * What a person does next, for each reason: the only place where it is written. `npm run generate` makes the sections of
 * docs/runbook.md of it, and an alert carries its own section if no `runbookUrl` says where the page is published. Plain
 * ASCII, because a phone and a terminal print it; backticks are for the page.
 */
export const runbook: Readonly<Record<Reason | 'unreadable-event' | 'dead-letter' | 'storm', string>> = {
  'keys-inactive':
    'The key, or every key of the user, reads Inactive. Look up in CloudTrail what was done with it, in every Region that you use (CHECK has the command). Sessions that were made with the key before are still alive: to end them, attach `AWSDenyAll` to the user, which stops everything else that runs as it.',
  'no-active-key':
    'There was nothing to deactivate: the keys of the user were Inactive already, or it has none. The thief may use a session or the console password. Check both.',
  'credential-inactive':
    'The service-specific credential (an API key of Bedrock or of Claude Platform on AWS, a password of CodeCommit or Keyspaces) reads Inactive: the one of the id in the report or, for an API key whose id nobody knows, each one of its user, and then also its access keys. Look up in CloudTrail what the user did (`callWithBearerToken`), in every Region that you use. The commands of UNDO switch each on again.',
  'access-keys-not-read':
    'The reported service-specific credential reads Inactive, but IAM did not list the access keys of its user. The event comes back until they are read. Nobody is woken: nothing says that the thief has one of them.',
  'user-quarantined':
    "The keys read Inactive. `AWSDenyAll` is attached to the user, or is its permissions boundary if the quota for attached policies was full. It also stops the user's sessions and everything else that runs as this user. UNDO takes it off. If a boundary was replaced, the alert names the previous one.",
  'other-key-active':
    'The key of the event is Inactive, but IAM lists another Active key of the same user. Find out who created it and when (`CreateAccessKey` in CloudTrail), because a thief often creates a second key first. If in doubt, deactivate it as well: `update-access-key` with `--status=Active` takes that back.',
  'younger-credential-alive':
    'The keys of the user read Inactive, but something else of it works, and was made after the first evidence: a service-specific credential (a bearer key of Bedrock or CloudWatch, a password of CodeCommit or Keyspaces), an SSH key, a signing certificate, or a console password. The responder tried to set it Inactive (WHAT WAS TRIED has the answer of AWS), unless it was made after the containment, the evidence is only suspected, or it is a password, which has no status. Run the command of the alert if nobody of yours made it. `delete-login-profile` cannot be taken back: the user needs a new password. Then look in CloudTrail for whoever made it.',
  'older-credential-alive':
    'The keys of the user read Inactive, but a service-specific credential works that is older than the first evidence: a bearer key of Bedrock or CloudWatch, or a password of CodeCommit or Keyspaces. Whoever has it needs nothing else. Nothing says that the thief has it, so it was left alone and nobody is woken. If it lay where the key leaked, run the command of the alert; `--status=Active` takes that back.',
  'credentials-not-read':
    'The keys of the user read Inactive, but the lists of its other credentials or its console password could not be read: STILL DANGEROUS names each with the answer of AWS. `AccessDenied`: the role has no permission for these calls; in another account, update the stack of the member role, which has them by now. Throttled: IAM was left to those who stop keys. Nobody is woken. They are read again after one to two minutes, and again for an hour (a quarter of an hour if IAM refuses): if that works, a second message says what was found. Until then, run the commands of CHECK.',
  'credentials-unreadable':
    'The lists of the other credentials of the user, or its console password, could not be read for an hour, or IAM refused to show them for a quarter of an hour: STILL DANGEROUS names each with the answer of AWS. They are not read again. Run the commands of CHECK, and stop what nobody of yours made. `AccessDenied`: the role has no permission for these calls; in another account, update the stack of the member role, which has them by now.',
  'stopped-again':
    'Somebody activated the key of an incident, and it reads Inactive again. It pages every time, from the first, and the responder never stops doing this. The headline names who activated the key. A colleague who restores a service uses the UNDO line, which writes to the ledger first: then the key stays Active. A thief has another credential: stop the credential that made the call (EVIDENCE), and deny the user, by a service control policy if somebody takes the deny off.',
  'new-credential-stopped':
    'Somebody made an access key or another credential of a user, and an incident is open about whoever made it; or it is an access key for a user that the console made for one API key of Bedrock or Claude (`BedrockAPIKey-*`, `AeaApiKey-*`), which nothing legitimate needs. What was made reads Inactive. What made it is a second way in: a key that was not stopped yet, a session that outlives its key, or another credential that was made before. The headline names who it was, and EVIDENCE has the call. The line of the alert stops the key that made it, or denies everything to the user whose session made it. A session of a role ends in other ways: see `role-session`. No line switches on what was made. If a colleague needs a new key for the user, anybody about whom no incident is open makes it: people are told of that, and nothing is stopped. If the incident was a false alarm, use the UNDO line of its first alert, and delete what was made.',
  'quarantine-refused':
    "AWS found a leaked key of the user, and IAM refused the quarantine policy, because AWS attaches it in the name of the user, who may not attach policies. Every key of the user is Inactive, but AWS's restraints are not there: sessions that were made with the key may do whatever the user may. The command of the alert attaches `AWSDenyAll`, which ends them and whatever else runs as this user. AWS Health, the Trusted Advisor and a mail of AWS name the key that leaked.",
  'denied-again':
    'The responder had denied everything to the user. The user itself, a session of it, or a key that it made for somebody else took that off, and everything is denied again, as read back. The headline names the caller. It pages every time, and the responder never stops doing this. The credential of the caller is contained as well: its own alert says how. Look in CloudTrail for what it did while the deny was off, and for what else the user made. The deny can be made irremovable only by a service control policy. UNDO takes it off for good: it tells the ledger first, of what the user had been denied for. A deny that is only detached comes back with the next update of the finding.',
  'session-alive':
    'The event is about a session of the user, not about a key. Every long-term key of the user is Inactive, but the session works until it expires, at most 36 hours. `AWSDenyAll` on the user stops its sessions, too, and everything else that runs as this user; `detach-user-policy` takes that back.',
  'sessions-revoked':
    'A policy denies every session that the role had. The alert says from when. Later sessions work. Find out how the thief assumed the role, or it will happen again.',
  'quarantine-failed':
    'The keys read Inactive, but the quarantine could not be attached or was removed again. Sessions of the user are alive. Look for `DetachUserPolicy` in CloudTrail. If somebody keeps removing it, use a service control policy.',
  'quarantine-not-read-yet':
    'The keys read Inactive. IAM accepted the deny on the user, and then was too busy to show it. It almost certainly holds, so nobody is woken. The responder reads it again after one to two minutes, and again for a quarter of an hour: a second message says what it found. If the deny does not hold, it is put again. To be sure at once, run the commands of CHECK.',
  'quarantine-not-verified':
    'The keys read Inactive, but the read-back of the quarantine failed. The alert has the commands to check, to attach and to undo it.',
  'stopped-by-hand':
    "Somebody set the key Inactive or deleted it while an alert about it was open, and IAM's list of the user's keys shows it. EVIDENCE says who did it. It may have been you, after an alert, or a thief who deletes a known key and uses another credential. Sessions that were made with the key are still alive.",
  'key-gone':
    'The account no longer has the key. Somebody deleted it: a colleague, or a thief who hides traces. Look for `DeleteAccessKey` in CloudTrail. Sessions that were made with the key are still alive.',
  'role-gone': 'The role no longer exists. Look for `DeleteRole` in CloudTrail.',

  'still-trying':
    'After five seconds IAM (or STS) had refused the change as too many requests, failed, or not answered: WHAT WAS TRIED calls that `NotDoneYet`. The responder goes on for a minute and a half, then the event runs again, and comes back from the retry queue for more than a day. A second message follows when the credential is stopped, and closes the page. Do not wait for it: run the command of the alert. If IAM refuses you, too, look at the AWS Health Dashboard, and protect what the key can reach.',
  'not-read-yet':
    'IAM accepted the change, and then was too busy to show the key, or did not answer. The key is almost certainly Inactive, so nobody is woken. The responder reads it again after one to two minutes, and again for a quarter of an hour: a second message says what it found. If the key is Active, it is set Inactive again. If IAM still does not show it, somebody is woken. Do not stop anything else on the strength of this alert alone; to be sure at once, list the keys.',
  'deactivation-failed':
    'IAM refused the change, or the call did not arrive: WHAT WAS TRIED has the code of AWS. Run the command of the alert. `AccessDenied`: a service control policy, a permissions boundary or a changed role stops the responder, and maybe you, too; an administrator of the organization can deny the user by a service control policy. `Throttling` or a 5xx: IAM is busy or down; try again, and meanwhile protect what the key can reach. The event runs twice more, and then comes back from the retry queue for more than a day.',
  'still-active':
    'IAM accepted the change, but the list still shows the key Active. Either the list is late, or somebody activates the key again: look for `UpdateAccessKey` in CloudTrail. If so, attach `AWSDenyAll` to the user, or a service control policy to the account.',
  'deny-not-put-back':
    'The user itself, a session of it, or a key that it made took the deny of the responder off, and putting it back failed: DONE BY THE RESPONDER has the answer of AWS. The responder tries again. Do not wait for it: run the command of the alert, or use a service control policy.',
  'active-again':
    "CloudTrail's record says that somebody set the key Inactive, and minutes later IAM still lists it as Active: it was switched on since, and the record of the stop came late. The record of that activation is handled by itself. If nobody had a reason to switch it on, run the command of the alert. The page closes when IAM shows the key stopped and CloudTrail says so.",
  'keys-keep-coming':
    'Somebody makes keys of the user as fast as the responder stops them. Deny the user everything at once: `AWSDenyAll` also refuses the credential that makes the keys, if it is of this user. If the keys go on, another principal makes them: `CreateAccessKey` in CloudTrail says which.',
  'not-verified':
    'IAM accepted the change, but the status could not be read back. The key is probably Inactive. List the keys to be sure.',
  'owner-not-found':
    "IAM names no user as the owner of the key: it was deleted, it is the root user's, it belongs to another account (`aws sts get-access-key-info` names that), or the responder may not read it. AWS refuses all of these in the same way, so a refusal that lasts for half an hour of tries ends in this, and the event does not run again. Nobody has proved that the key is gone: look it up yourself.",
  'owner-not-read':
    'IAM did not answer whose key it is: it was busy, or it refused. AWS gives the same refusal for a key of another account, for a deleted key, and for a key that the responder may not read. The event runs again: for half an hour if IAM refuses, else for more than a day. Ask yourself, in each of your accounts.',
  'foreign-key':
    'STS says that the key belongs to another account than the event says (`sts:GetAccessKeyInfo`). The responder cannot act there. If the account is yours, sign in there and deactivate the key. If it is not, tell its owner, and ask AWS Support if you do not know who that is.',
  'owner-changes':
    'IAM named the owner of the key, and had no such user a moment later, at every try: somebody renames the user faster than the responder can follow. The event is tried again. Ask for the name and deactivate the key in one line: `aws iam update-access-key --access-key-id=KEY --status=Inactive --user-name="$(aws iam get-access-key-last-used --access-key-id=KEY --query=UserName --output=text)"`. A service control policy that denies `iam:UpdateUser` ends the race.',
  'key-of-another':
    "AWS reported a user, and a tag of that user names an access key, as IAM's console writes the description of a key. IAM says that the key belongs to somebody else, so it was left alone: the tag may be a trap. A user who was renamed since looks the same. List the keys of the user in the report and set them Inactive, and look in CloudTrail for who wrote the tag (`TagUser`).",
  'credential-not-of-user':
    'A report named a service-specific credential (`ACCA...`) and its user, and IAM lists no credential of that id for that user. Either the report has the wrong user, or somebody deleted the credential. `aws iam list-service-specific-credentials --all-users` lists those of every user: if it is there, set it Inactive with `aws iam update-service-specific-credential` and the name of its user.',
  'unconfirmed-user':
    'The event names a user by a unique id. IAM has another unique id for that name, or no such user. It may be a sample, or the name may belong to somebody else now. Nothing was changed.',
  'user-not-read':
    'The event names a user by a unique id and names no key. IAM did not answer which unique id that name has. Nothing was changed, and the event runs again. Look the user up with `aws iam get-user`.',
  'revocation-not-read-yet':
    "IAM accepted the policy that denies the role's sessions, and then was too busy to show it. It almost certainly holds, so nobody is woken yet. The responder reads it again after one to two minutes, and again for a quarter of an hour: a second message says what it found, and pages, since whoever can assume the role may do so again. If the policy is not there, it is put again, with a later time. To be sure at once, read the policy (CHECK).",
  'revocation-not-verified':
    "IAM accepted the policy that denies the role's sessions, but the read-back failed. Read the policy, or put it again.",
  'revocation-failed':
    'The role is on `revocableRoles`, but the policy that denies its sessions could not be put. WHAT WAS TRIED has the code of AWS. Run the command of the alert; `delete-role-policy` takes it back.',
  'member-role-failed':
    'The key belongs to another account, and the responder could not assume the role there (`memberRoleName`). The role is missing, does not trust the responder, or STS did not answer. Contain by hand in that account.',

  'other-account':
    'The key belongs to an account where this responder cannot act. Sign in there and deactivate it.',
  'unknown-account':
    'The event does not say which account the credential belongs to. `aws sts get-access-key-info` does.',
  'unverified-event':
    "The event names a credential of one account, but another account sent it, which is not the responder's own. Nothing was changed, because anybody who may send events could name a victim in this way. Check the finding in the account itself. If the sender administers GuardDuty, Security Hub or Health for that account, name it in `findingAdministrators`.",
  root: "No role can change the root user's keys. Sign in as root, delete its access keys, change the password, check the MFA devices. In a member account of an organization, centralized root access can delete the keys from the management account.",
  'role-session':
    'A session of a role cannot be deactivated. The command of the alert does the same as "Revoke active sessions" in the console: it denies everything to every session that was issued before now, and `delete-role-policy` takes that back. A principal that can assume the role again gets a new session. So find out how the thief got it: from the key of a user, an instance, a function, or an identity provider.',
  'identity-center':
    "The roles of Identity Center cannot be changed in IAM. End the user's active sessions in Identity Center. Then remove the assignments or disable the user.",
  'service-linked-role': 'Nobody can change a service-linked role. Look at the service of the role.',
  'own-role':
    'The credential belongs to the responder, which never acts on itself. Find out who used it, and what they did with it.',
  'aws-service': 'An AWS service made the call for somebody. Find out for whom.',
  'federated-user-unknown-issuer':
    'The session comes from `GetFederationToken`, but the event does not name the user who issued it. Look for `GetFederationToken` in CloudTrail, and attach `AWSDenyAll` to that user.',
  'root-federation':
    'The root user issued the session. It ends within an hour. Only a service control policy ends it sooner.',
  'quarantine-attempt':
    'AWS tried to attach its quarantine policy to a user, because a key of it leaked, and IAM refused that. The record of AWS has no key, session or ARN of a customer; this one has, or it does not name the user in a way that can be read. A refused call costs its caller nothing, so nobody is stopped by it. Take it for true until you know better: AWS Health and a mail of AWS name the key. List the keys of the user (CHECK), set the leaked one Inactive, or deny everything to the user by the command of the alert.',
  'deny-taken-off':
    'Somebody took the quarantine of AWS, `AWSDenyAll` or a boundary of the responder off a user who has an incident. If it was a colleague at the end of the incident, nothing is left to do: the undo of an alert, which writes to the ledger first, would have told nobody, and `trustedPrincipals` are never told of. It is put back only if the responder had put it there, `quarantineUsers` is on, and the user itself, its session or a key that it made took it off. A session of a role that the user assumed counts as somebody else, because its record does not say who assumed it. The command of the alert denies everything to the user.',
  'too-many-suspected':
    'So many users were contained on suspected evidence within this hour (`maxPrincipalsPerHour`) that the responder takes the detector for wrong, or fed by a thief. This one was left alone. Confirmed evidence is not braked. Look for what the alerts of the hour have in common. If they are right, run the command of the alert, and raise the setting.',
  'unknown-user':
    'The event names no IAM user that the responder could act on. Look the event up in CloudTrail by its id.',
  'no-access-key-id': 'The event names a principal but no key. Look the finding up at its source.',
  'not-a-key-id':
    "The event reports a credential, and a text of another kind stands where the access key id should be: the name or ARN of a user, `UNKNOWN`, or the id of another credential (`ACCA`, `ABIA`). The alert shows it as the event has it. Find whose credential it is. If it is a user's, list what the user has (access keys, and `aws iam list-service-specific-credentials`), and set everything Inactive.",
  'owner-not-named':
    'Somebody reported a service-specific credential (`ACCA...`) without its user, or an API key that does not show its user: it is cut short, of a form that is not known, or the second key (`+1`) of a user that AWS did not make. IAM has no call that names the user. `aws iam list-service-specific-credentials --all-users` lists those of every user. Set the right one Inactive (`aws iam update-service-specific-credential`, with `--user-name`: without it IAM takes you for the user), or report it again with `userName`.',
  'ledger-unreadable':
    "Somebody set a key Active or made one, and the ledger did not answer whether the responder had deactivated it, or whether a thief made it. The event runs again. Until then look at the key yourself. The function's log names the error.",
  'ledger-erased':
    "Somebody set a key Active or made one, and the ledger has lost its items, also the one that is there since the deployment (`sentinel`). Somebody may have erased it to switch a stolen key on, or to make one: deactivate the key. Look in CloudTrail for calls on the table (`DeleteTable`, `CreateTable`, `UpdateTable`; deleted items only with data events). CHECK restores the table of an hour ago into a second one, `<LedgerTableName>-restored`: take an earlier time if that is empty too (a deleted table is in `aws dynamodb list-backups --backup-type=SYSTEM`). If it has a `containment` of the key, the key was stopped by the responder. Then copy the items back, which changes none that came since: `aws dynamodb scan --table-name='<LedgerTableName>-restored' --output=json | jq -c '.Items[]' | while read -r item; do aws dynamodb put-item --table-name='<LedgerTableName>' --item=\"$item\" --condition-expression='attribute_not_exists(incident)'; done`. If you know that nothing is missing, put only the sentinel back: `aws dynamodb put-item --table-name='<LedgerTableName>' --item='{\"incident\":{\"S\":\"sentinel\"}}'`. The event runs again, and ends by what the ledger says then.",
  storm:
    'More than five credentials changed their state within ten minutes: a leaked file with many keys, a detector that sees one address everywhere, or a thief who makes noise. What is not contained is told by itself, whatever else comes. The others stand in a digest, the worst first: with the 6th credential, the 12th, the 24th and so on, and when nothing new came for ten minutes. Look for what they have in common.',
  'dead-letter':
    'An event could not be handled for more than a day, or a message of the retry queue could not be done. It is not tried any more: treat every key that the alert names as Active, and stop it with the line of the alert. The message stays in the queue of dead letters, with the whole event (`aws sqs receive-message`), for the rest of its 14 days. Find the cause in the log of the function and repair it. Then the line under RUN IT AGAIN gives all dead letters back to the responder.',
  'unreadable-event':
    'The responder could not read an event. It has a new form, or the responder has a bug. It may report a stolen key, so look it up by its id at its source. If the alert names a key id, treat that key as Active.',

  exempt:
    'The user is on `EXEMPT_PRINCIPALS`, so nothing was changed. If a break-glass key is stolen, a person must decide: decide now.',
  observe: 'The stack runs with `CONTAIN=observe`. The alert has the command that it would have run.',
  'only-confirmed':
    'The stack runs with `CONTAIN=confirmed`, but this detection is only suspected. It pages if a long-term key made one of `suspectedApiCalls`.',
  'below-minimum-severity': 'A suspected finding below `MINIMUM_SEVERITY`.',
  informational:
    "Findings and calls of this kind are usually somebody's daily work. Read the alert. If it is not daily work, contain by hand: the first command stops what the alert is about, a key that was made or a session that was issued, and the next one the key that made the call.",
  tampering:
    "Somebody made a call that silences a log or a detector: one of `suspectedApiCalls` in a session (of a user, of a federated user, of a role), or another call of that kind with whatever credential. Only a long-term key is deactivated, and only for one of `suspectedApiCalls`: a session cannot be, a role's sessions are its jobs too, and a pipeline must not lose its key for its first change of a trail. So nothing was changed, and somebody is woken. Ask whether a colleague or a pipeline did this. If nobody did, switch it on again first (`aws cloudtrail start-logging`; a deleted trail or detector must be made again), then run the command of the alert, which stops the key or ends the session, and find out how it was obtained. EVIDENCE names a service that made the call for the caller. What does this as its work belongs on `trustedPrincipals`.",
  'tampering-refused':
    'Somebody tried one of `suspectedApiCalls`, or another call that silences a log or a detector, and AWS refused it. Nothing was switched off. Whoever tried it may be a thief who looks for what the credential may do: nobody is stopped for a refused call, so that nobody can be stopped by making a key fail. If no colleague and no pipeline tried this, run the command of the alert, and look up what else the credential did (CHECK).',
  trusted:
    'Somebody on `trustedPrincipals` called one of `suspectedApiCalls`, or silenced a log or a detector in another way. Only machines get the outcome.',
  archived:
    'Somebody has already archived, suppressed, resolved or closed the finding at its source. If you do not know who, a thief may have.',
  settled:
    'A person resolved or suppressed the finding in Security Hub, and Security Hub imported it again. Only machines get the outcome.',
  replayed: 'EventBridge sent an old event again from an archive.',
  restored:
    'Somebody undid the containment with the commands of an alert. The ledger has a record of when that was and who activated the key. From then on the same finding does not contain the key again, however often its detector updates it. A new finding does, and so does a new type, source address, country or detector. The undo is for one activation: if somebody switches the key off and on again later, that is a new event. A page that was opened by the activation, because the ledger could not be read, closes.',
  'no-incident':
    'Somebody set a key Active, made a credential, or took a deny off a user, while the ledger could not be read, and people were paged. Now it can be read: no incident is known about whoever made it; the responder had not deactivated the key that was switched on, and no alert says that it is in the wrong hands; or the key was switched on before its incident, and stopped after that. The page is closed. If you do not know who switched the key on, look at EVIDENCE.',
  'earlier-activation':
    "CloudTrail's record of an activation came late: the key was switched on before the first evidence, and stopped after that. Only machines get the outcome.",
  'no-restraint':
    'Somebody detached `AWSDenyAll` or a quarantine policy, or changed a permissions boundary, of a user without an incident; or one of `trustedPrincipals` did. Only machines get the outcome.',
  'nothing-to-resolve':
    'Somebody set a key Inactive or deleted it. No page about it was open, and the responder had not deactivated it. Only machines get the outcome. Every rotation of keys causes this, and so does the responder itself.',
  'own-change':
    "CloudTrail also reports the responder's own change. Only machines get the outcome. Nothing is looked up, and the ledger does not change.",
  'own-key':
    'A user made an access key for itself, or somebody made another credential of a user, or somebody on `trustedPrincipals` made one of them. No incident is open about whoever made it. Only machines get the outcome.',
  'suspected-without-key':
    'A source only suspects something, and it names no access key: see `not-a-key-id`. The alert shows what it names.',
  'malformed-key-id':
    "The event has a placeholder of AWS's documentation where the key id should be. It is a test of somebody.",
  sample: 'It is a sample finding of GuardDuty, or a placeholder. There is nothing to do.',
};
