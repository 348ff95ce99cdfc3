/** Locations, contact cards and orders that the conversations point at, in the provider's own field names. */
export const PLACES: Record<string, Record<string, unknown>> = {
  'loc:ruiru': { latitude: -1.1463, longitude: 36.9571, name: 'Kimbo Stage', address: 'Ruiru, Kiambu' },
  'loc:rongai': {
    latitude: -1.3961,
    longitude: 36.7441,
    name: 'Ongata Rongai',
    address: 'Magadi Road, Kajiado',
  },
  'loc:kitengela': {
    latitude: -1.4762,
    longitude: 36.9587,
    name: 'Kitengela',
    address: 'Namanga Road, Kajiado',
  },
  'loc:syokimau': {
    latitude: -1.3718,
    longitude: 36.9308,
    name: 'Syokimau',
    address: 'Mombasa Road, Machakos',
  },
  'loc:kilimani': { latitude: -1.2921, longitude: 36.7856, name: 'Kilimani', address: 'Nairobi' },
  'card:achieng': {
    contacts: [
      {
        name: { formatted_name: 'Achieng (house help)' },
        phones: [{ phone: '+254 700 009 021', type: 'CELL' }],
      },
    ],
  },
  'card:fundi-musa': {
    contacts: [
      { name: { formatted_name: 'Musa, fitter' }, phones: [{ phone: '+254 700 009 022', type: 'CELL' }] },
    ],
  },
  'order:yvonne': {
    catalog_id: '770011002200330',
    text: 'For Saturday please',
    product_items: [
      { product_retailer_id: 'DUVET-6X6-SAGE', quantity: 1, item_price: 5200, currency: 'KES' },
      { product_retailer_id: 'PILLOW-FOAM', quantity: 2, item_price: 1900, currency: 'KES' },
    ],
  },
};
