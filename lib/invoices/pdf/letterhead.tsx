import { Circle, Path, Rect, Svg, Text, View } from '@react-pdf/renderer'
import type { SellerSnapshot } from '../parties'
import { addressLines } from './address'
import type { DocumentFormat } from './format'
import { color, styles } from './styles'
import type { DocumentTexts } from './texts/texts'

/** The concierge's bell, as on screen. */
function Mark({ size }: { size: number }) {
  return (
    <Svg viewBox="0 0 32 32" style={{ width: size, height: size }}>
      <Rect x={0} y={0} width={32} height={32} rx={8} fill={color.accent} />
      <Circle cx={16} cy={9.2} r={1.9} fill={color.brass} />
      <Path d="M7 20.5a9 9 0 0 1 18 0z" fill={color.paper} />
      <Rect x={5.5} y={22.3} width={21} height={2.6} rx={1.3} fill={color.brass} />
    </Svg>
  )
}

/** The head of every page: our name, and from the second page on which document this is. */
export function RunningHead({ title, isOnePage }: { title: string; isOnePage: boolean }) {
  return (
    <View fixed style={styles.head}>
      <View style={styles.headRow}>
        <View style={styles.brand}>
          <Mark size={24} />
          <Text style={styles.brandName}>New Concierge</Text>
        </View>
        {isOnePage ? null : (
          <Text style={styles.runningTitle} render={({ pageNumber }) => (pageNumber > 1 ? title : '')} />
        )}
      </View>
    </View>
  )
}

interface FootProps {
  isOnePage: boolean
  seller: SellerSnapshot
  texts: DocumentTexts
  format: DocumentFormat
}

/** Who we are, as business letters must say (§ 35a GmbHG), and which page this is. */
export function RunningFoot({ seller, texts, format, isOnePage }: FootProps) {
  return (
    <View fixed style={styles.foot}>
      <View style={styles.footRule}>
        <Lines
          width={styles.footSeller}
          lines={[seller.name, ...addressLines({ ...seller, addressLine2: null, region: null }, format.country)]}
        />
        <Lines
          width={styles.footRegister}
          lines={[
            seller.registration,
            ...(seller.managingDirectors ? [`${texts.footer.managingDirectors}: ${seller.managingDirectors}`] : []),
            `${texts.footer.vatId} ${seller.vatId}`,
            seller.email,
          ]}
        />
        <Lines
          width={styles.footBank}
          lines={[`${texts.bank.iban} ${groupedIban(seller.iban)}`, `${texts.bank.bic} ${seller.bic}`]}
        />
        {isOnePage ? (
          <Text style={[styles.footLine, styles.footPage]}>{texts.footer.page(1, 1)}</Text>
        ) : (
          <Text
            style={[styles.footLine, styles.footPage]}
            render={({ pageNumber, totalPages }) => texts.footer.page(pageNumber, totalPages)}
          />
        )}
      </View>
    </View>
  )
}

function Lines({ width, lines }: { width: { width?: number | string; flex?: number | string }; lines: string[] }) {
  return (
    <View style={width}>
      {lines.map((line) => (
        <Text key={line} style={styles.footLine}>
          {line}
        </Text>
      ))}
    </View>
  )
}

/** `DE89 3704 0044 0532 0130 00`, with spaces that do not break. */
export function groupedIban(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1\u00a0')
}
