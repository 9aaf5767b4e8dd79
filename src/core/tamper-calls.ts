/** A parameter of the request that makes a call one that silences. A list in it counts if one of its members does. */
export interface TamperParameter {
  /** As CloudTrail writes it: `features.status`. */
  readonly parameter: string;
  readonly is: readonly (string | boolean)[] | 'anything';
  /** It may also be missing: then the call leaves it as it was, and that is not known. */
  readonly orMissing?: true;
}

export interface TamperCalls {
  /** The first word of CloudTrail's `eventSource`. */
  readonly service: string;
  readonly always: readonly string[];
  /** One of the parameters is enough. A refused call counts whatever they are: they may not be recorded. */
  readonly when?: Readonly<Record<string, readonly TamperParameter[]>>;
}

/** How the features were written before they had names: GuardDuty API reference, DataSourceConfigurations. */
const dataSources: readonly TamperParameter[] = [
  's3Logs.enable',
  'kubernetes.auditLogs.enable',
  'malwareProtection.scanEc2InstanceWithFindings.ebsVolumes',
].map((name) => ({ parameter: `dataSources.${name}`, is: [false] }));

/**
 * These end what the trail or the detectors say of the account. By default they are `suspectedApiCalls` too, whose rule always has
 * them: what a deployer takes off that list stops no key any more, but still wakes somebody.
 */
export const endingCalls: readonly string[] = [
  ...['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'guardduty:DeleteDetector'],
  'organizations:LeaveOrganization',
];

/** An administrator account suppresses findings for its members. GuardDuty user guide, "Suppression rules". */
const ANOTHER_ADMINISTRATOR = ['AcceptAdministratorInvitation', 'AcceptInvitation'];

/**
 * The calls that silence the trail or the detectors, by AWS's API references. Left out is what many do as their daily work, such as
 * archiving single findings, and `endingCalls`, which have a rule of their own.
 */
export const tamperCalls: Readonly<Record<'trail' | 'detectors', readonly TamperCalls[]>> = {
  trail: [
    {
      service: 'cloudtrail',
      always: [
        ...[
          'PutEventSelectors',
          'DeleteEventDataStore',
          'UpdateEventDataStore',
          'StopEventDataStoreIngestion',
        ],
        'DeregisterOrganizationDelegatedAdmin',
      ],
      when: {
        UpdateTrail: [
          { parameter: 'isMultiRegionTrail', is: [false] },
          { parameter: 'includeGlobalServiceEvents', is: [false] },
          { parameter: 'enableLogFileValidation', is: [false] },
          { parameter: 'isOrganizationTrail', is: [false] },
          // What goes to another bucket, or is encrypted by another key, the owner of the trail reads no more.
          { parameter: 's3BucketName', is: 'anything' },
          { parameter: 'kmsKeyId', is: 'anything' },
        ],
      },
    },
    {
      service: 'config',
      always: ['StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel'],
    },
    { service: 'ec2', always: ['DeleteFlowLogs'] },
    {
      service: 'route53resolver',
      always: ['DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'],
    },
    {
      service: 'organizations',
      always: [
        'RemoveAccountFromOrganization',
        'DisableAWSServiceAccess',
        'DeregisterDelegatedAdministrator',
      ],
    },
    { service: 'access-analyzer', always: ['DeleteAnalyzer'] },
    { service: 'macie2', always: ['DisableMacie'] },
    { service: 'inspector2', always: ['Disable'] },
    { service: 'detective', always: ['DeleteGraph'] },
    { service: 'bedrock', always: ['DeleteModelInvocationLoggingConfiguration'] },
  ],
  detectors: [
    {
      service: 'guardduty',
      always: [
        ...['CreateIPSet', 'UpdateIPSet', 'CreateTrustedEntitySet', 'UpdateTrustedEntitySet'],
        ...['DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DisassociateMembers'],
        ...['DeleteMembers', 'StopMonitoringMembers', 'DeletePublishingDestination'],
        ...['UpdatePublishingDestination', 'DisableOrganizationAdminAccount'],
        ...['DeleteThreatIntelSet', 'DeleteThreatEntitySet', ...ANOTHER_ADMINISTRATOR],
      ],
      when: {
        UpdateThreatIntelSet: [{ parameter: 'activate', is: [false] }],
        UpdateThreatEntitySet: [{ parameter: 'activate', is: [false] }],
        UpdateDetector: [
          { parameter: 'enable', is: [false] },
          { parameter: 'features.status', is: ['DISABLED'] },
          ...dataSources,
        ],
        UpdateMemberDetectors: [{ parameter: 'features.status', is: ['DISABLED'] }, ...dataSources],
        CreateFilter: [{ parameter: 'action', is: ['ARCHIVE'] }],
        // Without the parameter it changes what a filter matches, and that one may archive.
        UpdateFilter: [{ parameter: 'action', is: ['ARCHIVE'], orMissing: true }],
      },
    },
    {
      service: 'securityhub',
      always: [
        ...['DisableSecurityHub', 'DisableSecurityHubV2', 'BatchDisableStandards'],
        ...['DisableImportFindingsForProduct', 'DisableOrganizationAdminAccount', 'DisassociateMembers'],
        ...['DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DeleteMembers'],
        // They suppress findings as these come in, or make them less severe. Their parameters are not told apart.
        ...['CreateAutomationRule', 'BatchUpdateAutomationRules'],
        ...['CreateAutomationRuleV2', 'UpdateAutomationRuleV2'],
        // The button to contain a key.
        'DeleteActionTarget',
        ...ANOTHER_ADMINISTRATOR,
      ],
    },
    // What it reports of the keys of other accounts comes no more.
    { service: 'health', always: ['DisableHealthServiceAccessForOrganization'] },
  ],
};
