import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Html,
  Img,
  Preview,
  Row,
  Section,
  Text,
} from '@react-email/components'
import type { EmailContent } from './content'
import { darkMode, styles } from './styles'

interface LayoutProps {
  language: string
  appUrl: string
  content: EmailContent
  footer: string[]
}

/** The one look of all our emails: our name, a sheet with one message and at most one action, and who we are. */
export function EmailLayout({ language, appUrl, content, footer }: LayoutProps) {
  const { preview, heading, amount, paragraphs, facts = [], action, closing = [] } = content
  return (
    <Html lang={language} dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkMode}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="canvas" style={styles.body}>
        <Container style={styles.container}>
          <Row style={styles.brand}>
            <Column style={styles.markColumn}>
              <Img src={`${appUrl}/email/mark.png`} alt="" width="28" height="28" style={styles.mark} />
            </Column>
            <Column>
              <Text className="ink" style={styles.brandName}>
                New Concierge
              </Text>
            </Column>
          </Row>
          <Section className="sheet" style={styles.sheet}>
            <Heading as="h1" className="ink" style={styles.heading}>
              {heading}
            </Heading>
            {amount ? (
              <Text className="ink" style={styles.amount}>
                {amount}
              </Text>
            ) : null}
            {paragraphs.map((paragraph) => (
              <Text key={paragraph} className="ink" style={styles.paragraph}>
                {paragraph}
              </Text>
            ))}
            {facts.length > 0 ? (
              <Section style={styles.facts}>
                {facts.map(({ label, value }) => (
                  <Row key={label}>
                    <Column className="muted line" style={styles.factLabel}>
                      {label}
                    </Column>
                    <Column className="ink line" style={styles.factValue}>
                      {value}
                    </Column>
                  </Row>
                ))}
              </Section>
            ) : null}
            {action ? (
              <Button className="action" href={action.url} style={styles.action}>
                {action.label}
              </Button>
            ) : null}
            {closing.map((line) => (
              <Text key={line} className="muted" style={styles.closing}>
                {line}
              </Text>
            ))}
          </Section>
          <Section style={styles.footer}>
            {footer.map((line) => (
              <Text key={line} className="faint" style={styles.footerLine}>
                {line}
              </Text>
            ))}
          </Section>
        </Container>
      </Body>
    </Html>
  )
}
