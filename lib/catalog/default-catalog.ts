/** The catalogue New Concierge starts with: plans, prices (minor units, net of VAT), features, meters and allowances. */

export const features = [
  { code: 'resident_portal', name: 'Resident portal', description: 'Residents report issues and read notices online.' },
  { code: 'maintenance', name: 'Maintenance tickets', description: 'Tickets with photos, assignees and due dates.' },
  { code: 'bookings', name: 'Amenity bookings', description: 'Calendars for shared rooms, laundry and guest parking.' },
  {
    code: 'contractors',
    name: 'Contractor access',
    description: 'Invite contractors to a building with limited rights.',
  },
  { code: 'documents', name: 'Document archive', description: 'Leases, minutes and certificates, searchable.' },
  {
    code: 'analytics',
    name: 'Portfolio analytics',
    description: 'Occupancy, response times and costs across buildings.',
  },
  { code: 'api', name: 'API access', description: 'Read and write your buildings from your own systems.' },
  { code: 'sso', name: 'Single sign-on', description: 'SAML and OpenID Connect for your staff.' },
  { code: 'audit_log', name: 'Audit log', description: 'Who changed what, kept for ten years.' },
  { code: 'support', name: 'Support', description: 'How fast a person answers.' },
] as const

/** Events name the building in their data, so that use can be told by it. What is owned or stored goes on into the next cycle. */
export const meters = [
  {
    code: 'buildings',
    name: 'Buildings',
    unit: 'building',
    aggregation: 'LAST',
    eventName: 'buildings.counted',
    reset: 'NEVER',
  },
  {
    code: 'units',
    name: 'Units',
    unit: 'unit',
    aggregation: 'LAST',
    eventName: 'units.counted',
    groupByProperty: 'building_id',
    reset: 'NEVER',
  },
  { code: 'users', name: 'Users', unit: 'user', aggregation: 'MAX', eventName: 'users.counted', reset: 'NEVER' },
  {
    code: 'api_calls',
    name: 'API calls',
    unit: 'call',
    aggregation: 'SUM',
    eventName: 'api.called',
    groupByProperty: 'building_id',
  },
  {
    code: 'storage_gb',
    name: 'Storage',
    unit: 'GB',
    aggregation: 'TIME_WEIGHTED',
    eventName: 'storage.measured',
    groupByProperty: 'building_id',
    reset: 'NEVER',
  },
  {
    code: 'sms',
    name: 'Text messages',
    unit: 'message',
    aggregation: 'SUM',
    eventName: 'sms.sent',
    groupByProperty: 'building_id',
  },
] as const

type FeatureCode = (typeof features)[number]['code']
type MeterCode = (typeof meters)[number]['code']

interface CatalogPlan {
  code: string
  name: string
  description: string
  rank: number
  prices: { interval: 'MONTH' | 'YEAR'; currency: string; unitAmount: bigint }[]
  features: Partial<Record<FeatureCode, string>>
  /** `included` null = unlimited; `hard` refuses beyond, else use goes on and is charged. */
  allowances: Record<MeterCode, { included: bigint | null; hard: boolean }>
}

/** A year costs ten months. */
const monthlyAndYearly = (monthly: bigint): CatalogPlan['prices'] => [
  { interval: 'MONTH', currency: 'EUR', unitAmount: monthly },
  { interval: 'YEAR', currency: 'EUR', unitAmount: monthly * 10n },
]

export const plans: CatalogPlan[] = [
  {
    code: 'starter',
    name: 'Starter',
    description: 'One building, run well.',
    rank: 1,
    prices: monthlyAndYearly(2900n),
    features: { resident_portal: 'true', maintenance: 'true', bookings: 'true', support: 'Email, next business day' },
    allowances: {
      buildings: { included: 1n, hard: true },
      units: { included: 50n, hard: true },
      users: { included: 3n, hard: true },
      api_calls: { included: 0n, hard: true },
      storage_gb: { included: 5n, hard: false },
      sms: { included: 50n, hard: false },
    },
  },
  {
    code: 'professional',
    name: 'Professional',
    description: 'For managers with a growing portfolio.',
    rank: 2,
    prices: monthlyAndYearly(5900n),
    features: {
      resident_portal: 'true',
      maintenance: 'true',
      bookings: 'true',
      contractors: 'true',
      documents: 'true',
      api: 'true',
      support: 'Email and chat, 4 hours',
    },
    allowances: {
      buildings: { included: 10n, hard: true },
      units: { included: 500n, hard: true },
      users: { included: 15n, hard: true },
      api_calls: { included: 50_000n, hard: false },
      storage_gb: { included: 50n, hard: false },
      sms: { included: 500n, hard: false },
    },
  },
  {
    code: 'enterprise',
    name: 'Enterprise',
    description: 'For companies with many buildings and their own systems.',
    rank: 3,
    prices: monthlyAndYearly(9900n),
    features: {
      resident_portal: 'true',
      maintenance: 'true',
      bookings: 'true',
      contractors: 'true',
      documents: 'true',
      analytics: 'true',
      api: 'true',
      sso: 'true',
      audit_log: 'true',
      support: 'Phone, 1 hour, named contact',
    },
    allowances: {
      buildings: { included: null, hard: true },
      units: { included: null, hard: true },
      users: { included: null, hard: true },
      api_calls: { included: 500_000n, hard: false },
      storage_gb: { included: 500n, hard: false },
      sms: { included: 5_000n, hard: false },
    },
  },
]

interface CatalogAddOn extends Omit<CatalogPlan, 'features' | 'allowances'> {
  maxQuantity: number
  allowances: Partial<CatalogPlan['allowances']>
}

/** Bought beside a plan, any number of them; what they include adds to the plan's. */
export const addOns: CatalogAddOn[] = [
  {
    code: 'extra_buildings',
    name: 'Extra buildings',
    description: 'Five more buildings, with 50 units each.',
    rank: 10,
    maxQuantity: 20,
    prices: monthlyAndYearly(1900n),
    allowances: { buildings: { included: 5n, hard: true }, units: { included: 250n, hard: true } },
  },
]

/** Our own company as printed on invoices. The bank account is the IBAN registry's sample number. */
export const legalEntity = {
  id: 'ent_newconcierge',
  name: 'New Concierge GmbH',
  addressLine1: 'Torstraße 140',
  postalCode: '10119',
  city: 'Berlin',
  country: 'DE',
  vatId: 'DE136695976',
  registration: 'Amtsgericht Charlottenburg, HRB 201234 B',
  managingDirectors: 'Miriam Castell, Jonas Albrecht',
  email: 'billing@newconcierge.example',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  ossRegistered: true,
} as const
