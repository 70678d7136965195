import { texts } from '@/components/texts/en'

/** First stop of the Tab key: jumps over the navigation to `#content`. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only z-50 rounded-md bg-ink px-4 py-2 text-sm font-medium text-canvas focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      {texts.shell.skip}
    </a>
  )
}
