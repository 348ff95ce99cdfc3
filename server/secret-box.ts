import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Seals small secrets (provider tokens) for the database: AES-256-GCM under a key that lives outside it. */
export type SecretBox = { seal: (plain: string) => string; open: (sealed: string) => string };

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createSecretBox(encryptionKey: string): SecretBox {
  const key = createHash('sha256').update(encryptionKey).digest();
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8');
    },
  };
}
