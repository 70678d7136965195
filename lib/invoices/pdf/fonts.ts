import path from 'node:path'
import { Font } from '@react-pdf/renderer'
import { breakWords } from './break-words'

/** Served from the folder every process has beside it: the Next server, the worker and the tests. */
const fontFile = (name: string) => path.join(process.cwd(), 'public', 'fonts', name)

/** Instrument Sans as on our screens; IBM Plex Sans lends the Greek and Cyrillic letters it lacks. Both under the OFL. */
export const FONT_FAMILY = ['Instrument Sans', 'IBM Plex Sans']

let registered = false

/** Sets the typefaces and where words may break, once per process; the files are read with the first document. */
export function registerFonts(): void {
  if (registered) return
  registered = true
  Font.registerHyphenationCallback(breakWords)
  Font.register({
    family: 'Instrument Sans',
    fonts: [
      { src: fontFile('InstrumentSans-Regular.ttf'), fontWeight: 400 },
      { src: fontFile('InstrumentSans-Medium.ttf'), fontWeight: 500 },
      { src: fontFile('InstrumentSans-SemiBold.ttf'), fontWeight: 600 },
    ],
  })
  Font.register({
    family: 'IBM Plex Sans',
    fonts: [
      { src: fontFile('IBMPlexSans-Regular.ttf'), fontWeight: 400 },
      { src: fontFile('IBMPlexSans-Medium.ttf'), fontWeight: 500 },
      { src: fontFile('IBMPlexSans-Medium.ttf'), fontWeight: 600 },
    ],
  })
}
