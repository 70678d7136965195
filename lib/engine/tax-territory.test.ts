import { describe, expect, it } from 'vitest'
import { VAT_RATES } from './rates'
import { decideTax, type TaxBuyer } from './tax'
import { taxTerritory } from './tax-territory'

const at = new Date('2026-03-01T12:00:00Z')
const seller = { country: 'DE', ossRegistered: true }

/** Category, rate and country for a consumer there, and the name of the place if it is special. */
function atPlace(country: string, postalCode: string | null): string {
  const buyer: TaxBuyer = { country, postalCode, isBusiness: false, vatIdStatus: 'NONE', taxExempt: false }
  const { category, rate, country: whose } = decideTax({ seller, buyer, at, rates: VAT_RATES })
  return `${category} ${rate} ${whose} ${taxTerritory({ country, postalCode }).special ?? '-'}`
}

describe('special territories, for services of a German seller with OSS to consumers', () => {
  it.each([
    // Art. 6 (1) Directive 2006/112/EC: of the customs territory, and outside for VAT.
    ['Mount Athos, Karyes', 'GR', '630 86', 'O 0 GR mount_athos'],
    ['Mount Athos, Daphni', 'GR', '63087', 'O 0 GR mount_athos'],
    ['Ouranoupoli, before it', 'GR', '63075', 'S 24 GR -'],
    ['Las Palmas, Canary Islands', 'ES', '35001', 'O 0 ES canary_islands'],
    ['Tenerife, Canary Islands', 'ES', '38670', 'O 0 ES canary_islands'],
    ['Balearic Islands are Spain', 'ES', '07001', 'S 21 ES -'],
    ['Réunion', 'FR', '97400', 'O 0 FR french_overseas'],
    ['Guadeloupe by its own code', 'GP', '97110', 'O 0 GP -'],
    ['Nouméa', 'FR', '98800', 'O 0 FR french_overseas'],
    ['Corsica is France (its lower rates are for other things)', 'FR', '20000', 'S 20 FR -'],
    ['Åland', 'FI', '22100', 'O 0 FI aland'],
    ['Åland by its own code', 'AX', '22100', 'O 0 AX -'],
    ['Campione d’Italia (Directive (EU) 2019/475 moved it here)', 'IT', '22061', 'O 0 IT campione_d_italia'],
    ['Arosio, whose post code Campione once shared', 'IT', '22060', 'S 22 IT -'],
    // Art. 6 (2): outside the customs territory too.
    ['Heligoland', 'DE', '27498', 'O 0 DE heligoland'],
    ['Büsingen', 'DE', '78266', 'O 0 DE busingen'],
    ['Gottmadingen beside it is domestic', 'DE', '78244', 'S 19 DE -'],
    ['Ceuta', 'ES', '51001', 'O 0 ES ceuta'],
    ['Melilla', 'ES', '52006', 'O 0 ES melilla'],
    ['Livigno', 'IT', '23041', 'O 0 IT livigno'],
    ['Chiuro, whose post code Livigno once shared', 'IT', '23030', 'S 22 IT -'],
    // Art. 7: treated as the state they are in agreement with.
    ['Monaco is France', 'MC', '98000', 'S 20 FR monaco'],
    ['Monaco, written as France', 'FR', '98000', 'S 20 FR -'],
    ['Isle of Man is the United Kingdom', 'IM', 'IM1 1AA', 'O 0 GB isle_of_man'],
    ['Akrotiri, a British base, is Cyprus', 'CY', '4640', 'S 19 CY -'],
    // Protocol on Northern Ireland (Windsor Framework), art. 8: goods only.
    ['Belfast', 'GB', 'BT1 1AA', 'O 0 GB northern_ireland'],
    ['Northern Ireland by the tax offices’ code', 'XI', null, 'O 0 GB northern_ireland'],
    // Not of the Union at all.
    ['Gibraltar', 'GI', 'GX11 1AA', 'O 0 GI -'],
    ['San Marino', 'SM', '47890', 'O 0 SM -'],
    ['San Marino, written as Italy', 'IT', '47890', 'O 0 IT san_marino'],
    ['Vatican City', 'VA', '00120', 'O 0 VA -'],
    ['Vatican City, written as Italy', 'IT', '00120', 'O 0 IT vatican'],
    ['Rome beside it', 'IT', '00121', 'S 22 IT -'],
    ['Andorra', 'AD', 'AD500', 'O 0 AD -'],
    ['Liechtenstein', 'LI', '9490', 'O 0 LI -'],
    ['Jersey', 'JE', 'JE2 3AB', 'O 0 JE -'],
    // Art. 104 and 105: rates of their own.
    ['Jungholz', 'AT', '6691', 'S 19 AT jungholz_mittelberg'],
    ['Mittelberg', 'AT', '6993', 'S 19 AT jungholz_mittelberg'],
    ['Bregenz', 'AT', '6900', 'S 20 AT -'],
    ['Madeira', 'PT', '9000-042', 'S 22 PT madeira'],
    ['Madeira, by its first digits', 'PT', '9000', 'S 22 PT madeira'],
    ['Azores', 'PT', '9500-150', 'S 16 PT azores'],
    ['Lisbon', 'PT', '1100-148', 'S 23 PT -'],
  ])('%s', (_, country, postalCode, expected) => {
    expect(atPlace(country, postalCode)).toBe(expected)
  })
})
