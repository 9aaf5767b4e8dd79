import { dirname, join } from 'node:path';
import { startMiniStack } from './ministack.ts';
import type { Programs } from './programs.ts';
import { makeEnvironment } from './python.ts';
import type { Report } from './report.ts';
import { type Certificate, makeCertificate } from './subscribers/certificate.ts';

export const ENVIRONMENT = {
  folder: join(import.meta.dirname, '..', '..', '.cache', 'ministack'),
  requirements: join(import.meta.dirname, 'requirements.txt'),
  modules: 'awscli, ministack',
};

export interface Emulator {
  readonly endpoint: string;
  /** Where the AWS CLI is. */
  readonly binFolder: string;
  readonly certificate: Certificate | undefined;
}

interface Means {
  readonly python: string;
  readonly folder: string;
  readonly programs: Programs;
  readonly report: Report;
}

export async function startEmulator({ python, folder, programs, report }: Means): Promise<Emulator> {
  const environment = await report.step('Python environment', () =>
    makeEnvironment(python, ENVIRONMENT, programs),
  );
  return report.step('MiniStack, with IAM policies enforced', async () => {
    const certificate = await makeCertificate(folder, programs);
    const options = { python: environment, home: folder, trusted: certificate?.certificate, programs };
    return { endpoint: await startMiniStack(options), binFolder: dirname(environment), certificate };
  });
}
