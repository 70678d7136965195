import { expect, it } from 'vitest'
import { texts } from '@/components/texts/en'
import { sampleData } from '@/lib/notifications/templates/sample-data'

it('staff read a name for every kind of email, in the list, its filter and the preview', () => {
  expect(Object.keys(texts.admin.emails.kinds).sort()).toEqual(Object.keys(sampleData).sort())
})
