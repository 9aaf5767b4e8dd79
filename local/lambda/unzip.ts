import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FlateErrorCode, type Unzipped, unzipSync } from 'fflate';

/** Unpacks a zip into a folder. If a name in it leaves the folder, it throws before it writes anything. */
export function unzip(file: string, folder: string): void {
  const files = Object.entries(filesOf(file)).filter(([name]) => !name.endsWith('/'));
  for (const [name] of files) refuseToLeave(name);
  for (const [name, content] of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function filesOf(file: string): Unzipped {
  try {
    return unzipSync(readFileSync(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === FlateErrorCode.InvalidZipData) {
      throw new Error(`${file} is no zip`, { cause: error });
    }
    throw error;
  }
}

/** The library does not check the names in the zip. */
function refuseToLeave(name: string): void {
  if (name.startsWith('/') || name.split('/').includes('..'))
    throw new Error(`${name} would leave the folder`);
}
