import Link from 'next/link'
import { Suspense } from 'react'
import type { Plan } from '@/lib/catalog/types'
import { texts } from '@/components/texts/en'
import { buttonStyles } from '@/components/ui/button'
import { PlanCards } from './plan-cards'
import { PlanComparison } from './plan-comparison'
import { Questions } from './questions'
import { SampleInvoice } from './sample-invoice'

interface LandingProps {
  plans: Plan[]
  signedIn?: boolean
}

export function Landing({ plans, signedIn }: LandingProps) {
  const t = texts.site
  const section = 'mx-auto w-full max-w-6xl px-4 sm:px-6'
  return (
    <main id="content" tabIndex={-1} className="focus:outline-none">
      <section
        className={`${section} grid items-center gap-x-16 gap-y-12 pt-14 pb-20 lg:grid-cols-[1.15fr_1fr] lg:pt-24 lg:pb-28`}
      >
        <div>
          <h1 className="text-4xl font-medium tracking-[-0.035em] sm:text-5xl">{t.hero.title}</h1>
          <p className="mt-5 max-w-xl text-lg text-ink-muted">{t.hero.text}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <a href="#plans" className={buttonStyles({ size: 'lg' })}>
              {t.hero.seePlans}
            </a>
            <Link
              href={signedIn ? '/portal' : '/sign-in'}
              className={buttonStyles({ size: 'lg', variant: 'secondary' })}
            >
              {t.hero.portal}
            </Link>
          </div>
          <ul className="mt-10 flex flex-col gap-1.5 text-sm text-ink-muted">
            {t.hero.promises.map((promise) => (
              <li key={promise} className="flex items-center gap-2.5">
                <span aria-hidden className="size-1.5 rounded-full bg-brass" />
                {promise}
              </li>
            ))}
          </ul>
        </div>
        <SampleInvoice />
      </section>

      <section id="plans" aria-labelledby="plans-heading" className="border-y border-line bg-sunken/60">
        <div className={`${section} py-16 lg:py-20`}>
          <h2 id="plans-heading" className="text-center text-3xl font-medium tracking-[-0.03em]">
            {t.plans.title}
          </h2>
          <p className="mx-auto mt-2 mb-8 max-w-xl text-center text-ink-muted">{t.plans.text}</p>
          <Suspense>
            <PlanCards plans={plans} recommended="professional" signedIn={signedIn} />
          </Suspense>
        </div>
      </section>

      <section aria-labelledby="comparison-heading" className={`${section} py-16 lg:py-20`}>
        <h2 id="comparison-heading" className="mb-6 text-2xl font-medium tracking-[-0.025em]">
          {t.comparison.title}
        </h2>
        <PlanComparison plans={plans} />
      </section>

      <section
        id="questions"
        aria-labelledby="questions-heading"
        className={`${section} grid gap-x-16 gap-y-6 pb-20 lg:grid-cols-[1fr_2fr] lg:pb-28`}
      >
        <h2 id="questions-heading" className="text-2xl font-medium tracking-[-0.025em]">
          {t.questions.title}
        </h2>
        <Questions />
      </section>
    </main>
  )
}
