import { SCREEN_LOCALE } from './money'

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const OTHERS =
  'AD AE AL AR AU BA BR CA CH CL CN CO CR EG GB GE GG GI HK ID IL IM IN IS JE JP KE KR KW LI MA MC MD ME MK MX MY NG NO NZ PE PH QA RS SA SG SM TH TN TR TW UA US UY VA VN XK ZA'.split(
    ' ',
  )

export interface CountryOption {
  code: string
  name: string
}

export interface CountryOptions {
  eu: CountryOption[]
  others: CountryOption[]
}

/** Countries we sell to, by name. Call it on the server and hand it down: browsers may name countries differently. */
export function countryOptions(locale = SCREEN_LOCALE): CountryOptions {
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const options = (codes: string[]) =>
    codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name, locale))
  return { eu: options(EU), others: options(OTHERS) }
}

export function countryName(code: string, locale = SCREEN_LOCALE): string {
  return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code
}
