const BYTEA_OID = 17;
const HEAD_BYTES = 20;

/**
 * A `bytea[]` in Postgres's binary array format, for a parameter that many or large bodies travel in: the driver's own
 * way writes each as hexadecimal text, twice the bytes to make, to send and to read.
 */
export function packBytes(items: readonly Buffer[]): Buffer {
  const packed = Buffer.allocUnsafe(HEAD_BYTES + items.reduce((sum, item) => sum + 4 + item.length, 0));
  let at = 0;
  // One dimension, no nulls, the element's type, how many, counted from one.
  for (const field of [1, 0, BYTEA_OID, items.length, 1]) at = packed.writeInt32BE(field, at);
  for (const item of items) {
    at = packed.writeInt32BE(item.length, at);
    at += item.copy(packed, at);
  }
  return packed;
}
