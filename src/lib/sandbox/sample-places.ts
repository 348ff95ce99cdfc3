import type { PhoneMessage } from './sandbox-api.ts';

/** Places to send without telling anyone where this computer is. */
export const SAMPLE_PLACES: readonly NonNullable<PhoneMessage['location']>[] = [
  { latitude: -1.28333, longitude: 36.82194, name: 'Kencom bus stage', address: 'Moi Avenue, Nairobi' },
  { latitude: -1.14568, longitude: 36.95814, name: 'Ruiru town', address: 'Old Thika Road, Ruiru' },
  { latitude: -0.10221, longitude: 34.76171, name: 'Oile Park', address: 'Oginga Odinga Street, Kisumu' },
];
