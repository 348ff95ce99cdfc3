import { expect, it } from 'vitest';
import { readPlace } from '#lib/inbox/read-place.ts';

it.each([
  ['-1.2864, 36.8172', { latitude: -1.2864, longitude: 36.8172 }],
  ['https://maps.google.com/?q=-1.2864%2C36.8172', { latitude: -1.2864, longitude: 36.8172 }],
  [
    'https://www.google.com/maps/place/Duka/@-1.30,36.80,17z/data=!3m1!4b1!3d-1.2864!4d36.8172',
    { latitude: -1.2864, longitude: 36.8172 },
  ],
  ['https://www.openstreetmap.org/#map=17/-1.28', null],
  ['Moi Avenue', null],
  ['120.5, 36.8', null],
])('%s', (text, place) => {
  expect(readPlace(text)).toEqual(place);
});
