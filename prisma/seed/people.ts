import type { Random } from './random'

const PLACES = [
  {
    country: 'DE',
    weight: 44,
    timeZone: 'Europe/Berlin',
    locale: 'de',
    vat: 'DE',
    cities: [
      ['Berlin', '10405', 'Kastanienallee'],
      ['Hamburg', '20095', 'Mönckebergstraße'],
      ['München', '80331', 'Sendlinger Straße'],
      ['Köln', '50667', 'Hohe Straße'],
      ['Leipzig', '04109', 'Nikolaistraße'],
      ['Bremen', '28195', 'Obernstraße'],
    ],
  },
  {
    country: 'NL',
    weight: 16,
    timeZone: 'Europe/Amsterdam',
    locale: 'nl',
    vat: 'NL',
    cities: [
      ['Amsterdam', '1017 AB', 'Prinsengracht'],
      ['Utrecht', '3511 LX', 'Oudegracht'],
      ['Rotterdam', '3011 AA', 'Coolsingel'],
    ],
  },
  {
    country: 'FR',
    weight: 14,
    timeZone: 'Europe/Paris',
    locale: 'fr',
    vat: 'FR',
    cities: [
      ['Paris', '75011', 'Rue Oberkampf'],
      ['Lyon', '69002', 'Rue Mercière'],
      ['Strasbourg', '67000', 'Quai des Bateliers'],
    ],
  },
  {
    country: 'AT',
    weight: 10,
    timeZone: 'Europe/Vienna',
    locale: 'de',
    vat: 'AT',
    cities: [
      ['Wien', '1070', 'Neubaugasse'],
      ['Graz', '8010', 'Herrengasse'],
    ],
  },
  {
    country: 'BE',
    weight: 6,
    timeZone: 'Europe/Brussels',
    locale: 'nl',
    vat: 'BE',
    cities: [
      ['Antwerpen', '2000', 'Meir'],
      ['Gent', '9000', 'Veldstraat'],
    ],
  },
  {
    country: 'ES',
    weight: 4,
    timeZone: 'Europe/Madrid',
    locale: 'en',
    vat: 'ES',
    cities: [['Barcelona', '08002', 'Carrer de Ferran']],
  },
  {
    country: 'CH',
    weight: 6,
    timeZone: 'Europe/Zurich',
    locale: 'de',
    vat: null,
    cities: [
      ['Zürich', '8001', 'Bahnhofstrasse'],
      ['Basel', '4051', 'Freie Strasse'],
    ],
  },
] as const

const FIRST = [
  'Anna',
  'Jonas',
  'Mila',
  'Lukas',
  'Sophie',
  'Daan',
  'Emma',
  'Noah',
  'Camille',
  'Louis',
  'Sara',
  'Felix',
  'Hannah',
  'Thijs',
  'Chloé',
  'Paul',
  'Lena',
  'Hugo',
  'Nora',
  'Emil',
] as const
const LAST = [
  'Berger',
  'de Vries',
  'Lefèvre',
  'Hofmann',
  'Janssen',
  'Moreau',
  'Wagner',
  'Bakker',
  'Girard',
  'Keller',
  'Schulz',
  'Visser',
  'Roussel',
  'Brandt',
  'Huber',
  'Maes',
  'Fontaine',
  'Vogt',
] as const
const FIRM = {
  de: ['Hausverwaltung', 'Immobilien', 'Wohnbau', 'Quartier'],
  nl: ['Vastgoedbeheer', 'Wonen', 'Beheer'],
  fr: ['Gestion', 'Immobilier', 'Syndic'],
  en: ['Fincas', 'Property', 'Residences'],
} as const
const LEGAL = { DE: 'GmbH', AT: 'GmbH', CH: 'AG', NL: 'B.V.', BE: 'BV', FR: 'SARL', ES: 'S.L.' } as const

export interface Person {
  name: string
  company: string
  email: string
  isBusiness: boolean
  locale: string
  timeZone: string
  address: { addressLine1: string; postalCode: string; city: string; country: string }
}

/** The n-th made-up customer. */
export function person(random: Random, n: number): Person {
  const place = random.weighted(PLACES.map((each) => [each, each.weight] as const))
  const [city, postalCode, street] = random.pick<readonly [string, string, string]>(place.cities)
  const [first, last] = [random.pick(FIRST), random.pick(LAST)]
  const isBusiness = random.chance(0.85)
  const firm = `${last} ${random.pick(FIRM[place.locale])} ${LEGAL[place.country]}`
  return {
    name: `${first} ${last}`,
    company: isBusiness ? firm : `${first} ${last}`,
    email: `${slug(first)}.${slug(last)}${n}@example.com`,
    isBusiness,
    locale: place.locale,
    timeZone: place.timeZone,
    address: { addressLine1: `${street} ${1 + random.below(120)}`, postalCode, city, country: place.country },
  }
}

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()
