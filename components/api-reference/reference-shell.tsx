import type { ReactNode } from 'react'
import { texts } from '@/components/texts/en'
import type { ReferenceSection } from '@/lib/api/reference'
import { Contents, FoldedContents, type ContentsSection } from './contents'
import { OpenTarget } from './open-target'

const t = texts.api.reference

/** The side navigation of the reference beside one of its pages; on a phone above it, folded. */
export function ReferenceShell({ sections, children }: { sections: ReferenceSection[]; children: ReactNode }) {
  const contents: ContentsSection[] = [
    {
      href: '/docs/api',
      name: t.basics,
      entries: [...t.guide, { id: 'errors', title: t.errors }].map(({ id, title }) => ({
        id,
        title,
        words: title.toLowerCase(),
      })),
    },
    ...sections.map(({ id, name, operations, objects }) => ({
      href: `/docs/api/${id}`,
      name,
      entries: [
        ...operations.map(({ id, method, path, summary }) => ({
          ...{ id, method, title: summary },
          words: [name, id, method, path, summary].join(' ').toLowerCase(),
        })),
        ...objects.map(({ id, name }) => ({ id, title: name, words: name.toLowerCase() })),
      ],
    })),
  ]
  return (
    <div className="mx-auto grid w-full max-w-[96rem] gap-x-10 px-4 sm:px-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <aside className="max-lg:hidden lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:px-2 lg:pt-8 lg:pb-10">
        <Contents sections={contents} />
      </aside>
      <OpenTarget />
      <main id="content" className="min-w-0 pt-8 pb-16">
        <FoldedContents sections={contents} />
        {children}
      </main>
    </div>
  )
}
