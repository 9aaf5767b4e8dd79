import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of the files, compressed, or stored where `store` names them. Just enough of PKWARE's APPNOTE. */
export function zipOf(files: Readonly<Record<string, string>>, store: readonly string[] = []): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const method = store.includes(name) ? 0 : 8;
    const packed = method === 0 ? content : deflateRawSync(content);
    const common = Buffer.concat([
      numbers(
        [20, 2],
        [0, 2],
        [method, 2],
        [0, 4],
        [crc32(content), 4],
        [packed.length, 4],
        [content.length, 4],
      ),
      numbers([Buffer.byteLength(name), 2], [0, 2]),
    ]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        numbers([20, 2]),
        common,
        numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
        Buffer.from(name),
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = [
    [0, 2],
    [0, 2],
    [directory.length, 2],
    [directory.length, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2],
  ] as const;
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), numbers(...end)]);
}

/** Little-endian numbers of 2 or 4 bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
