/** Written by `npm run generate` from the partitions of the SDK. */
export const iamEndpoints: readonly {
  readonly regions: RegExp;
  readonly endpoint: string;
  readonly signingRegion: string;
}[] = [
  {
    regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    endpoint: 'https://iam.amazonaws.com/',
    signingRegion: 'us-east-1',
  },
  {
    regions: /^cn-\w+-\d+$/,
    endpoint: 'https://iam.cn-north-1.amazonaws.com.cn/',
    signingRegion: 'cn-north-1',
  },
  {
    regions: /^eusc-(de)-\w+-\d+$/,
    endpoint: 'https://iam.eusc-de-east-1.amazonaws.eu/',
    signingRegion: 'eusc-de-east-1',
  },
  {
    regions: /^us-iso-\w+-\d+$/,
    endpoint: 'https://iam.us-iso-east-1.c2s.ic.gov/',
    signingRegion: 'us-iso-east-1',
  },
  {
    regions: /^us-isob-\w+-\d+$/,
    endpoint: 'https://iam.us-isob-east-1.sc2s.sgov.gov/',
    signingRegion: 'us-isob-east-1',
  },
  {
    regions: /^eu-isoe-\w+-\d+$/,
    endpoint: 'https://iam.eu-isoe-west-1.cloud.adc-e.uk/',
    signingRegion: 'eu-isoe-west-1',
  },
  {
    regions: /^us-isof-\w+-\d+$/,
    endpoint: 'https://iam.us-isof-south-1.csp.hci.ic.gov/',
    signingRegion: 'us-isof-south-1',
  },
  {
    regions: /^us-gov-\w+-\d+$/,
    endpoint: 'https://iam.us-gov.amazonaws.com/',
    signingRegion: 'us-gov-west-1',
  },
];
