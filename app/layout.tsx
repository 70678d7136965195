import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { headers } from 'next/headers'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import { ThemeProvider } from '@/components/ui/theme-provider'
import { Toaster } from '@/components/ui/toaster'
import { TooltipProvider } from '@/components/ui/tooltip'
import { NONCE_HEADER } from '@/lib/platform/http/content-security-policy'
import './globals.css'

const latin = localFont({
  src: './fonts/instrument-sans-latin.woff2',
  variable: '--font-latin',
  weight: '400 700',
  display: 'swap',
  adjustFontFallback: false,
})

const latinExtended = localFont({
  src: './fonts/instrument-sans-latin-ext.woff2',
  variable: '--font-latin-ext',
  weight: '400 700',
  display: 'swap',
  preload: false,
})

export const metadata: Metadata = {
  title: { default: texts.app.name, template: `%s · ${texts.app.name}` },
  description: texts.app.description,
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f5f1' },
    { media: '(prefers-color-scheme: dark)', color: '#141311' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request makes every page dynamic: a page from the build could not carry this request's nonce.
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined
  return (
    <html lang="en" className={`${latin.variable} ${latinExtended.variable}`} suppressHydrationWarning>
      <body className="min-h-dvh font-sans">
        <NuqsAdapter>
          <ThemeProvider nonce={nonce}>
            <TooltipProvider>
              {children}
              <Toaster />
            </TooltipProvider>
          </ThemeProvider>
        </NuqsAdapter>
      </body>
    </html>
  )
}
