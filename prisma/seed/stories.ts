import { WELCOME_CODE } from './offers'
import { person, type Person } from './people'
import type { Random } from './random'

/** What happens to one made-up customer, day by day from the beginning of the history. */
export type StoryEvent =
  | {
      day: number
      what: 'subscribe'
      plan: PlanCode
      interval: 'MONTH' | 'YEAR'
      card: string
      promotionCode?: string
    }
  | { day: number; what: 'upgrade'; plan: PlanCode }
  | { day: number; what: 'downgrade'; plan: PlanCode }
  | { day: number; what: 'cancel'; reason: string }
  | { day: number; what: 'resume' }
  | { day: number; what: 'card_breaks' }
  | { day: number; what: 'card_fixed' }
  | { day: number; what: 'refund'; share: 'full' | 'half' }
  | { day: number; what: 'dispute' }

export type PlanCode = 'starter' | 'professional' | 'enterprise'

export interface Story {
  person: Person
  events: StoryEvent[]
}

const NEXT: Record<PlanCode, PlanCode> = {
  starter: 'professional',
  professional: 'enterprise',
  enterprise: 'enterprise',
}
const REASONS = ['too_expensive', 'missing_features', 'switched_service', 'unused', 'too_complex'] as const
const CARDS = [
  ['4242424242424242', 60],
  ['5555555555554444', 25],
  ['378282246310005', 8],
] as const

/** Houses change hands with a month, or with a week of it: these are the days on which their managers subscribe. */
const STARTS = [1, 8, 15, 22, 31]

/** Every customer of the demo, growing over the months as a young company does. */
export function writeStories(
  random: Random,
  { customers, days, dayOfMonth }: { customers: number; days: number; dayOfMonth: (day: number) => number },
): Story[] {
  const startBefore = (day: number): number =>
    day <= 0 || STARTS.includes(dayOfMonth(day)) ? Math.max(0, day) : startBefore(day - 1)
  return Array.from({ length: customers }, (_, n) => {
    // Later days are likelier: the square root of a uniform number.
    const first = startBefore(Math.floor(Math.sqrt(0.02 + 0.98 * random.next()) * (days - 4)))
    const story = { person: person(random, n + 1), events: writeStory(random, first, days) }
    const [start] = story.events
    // Every seventh came by the welcome offer.
    if (n % 7 === 3 && start?.what === 'subscribe') start.promotionCode = WELCOME_CODE
    return story
  })
}

function writeStory(random: Random, first: number, days: number): StoryEvent[] {
  const plan = random.weighted<PlanCode>([
    ['starter', 50],
    ['professional', 36],
    ['enterprise', 14],
  ])
  const interval = random.chance(0.25) ? 'YEAR' : 'MONTH'
  const events: StoryEvent[] = [{ day: first, what: 'subscribe', plan, interval, card: random.weighted(CARDS) }]
  const left = days - first
  const later = (from: number, to: number) => first + from + random.below(Math.max(1, Math.min(to, left) - from))
  if (left > 45 && plan !== 'enterprise' && random.chance(0.24))
    events.push({ day: later(35, 240), what: 'upgrade', plan: NEXT[plan] })
  else if (left > 45 && plan === 'professional' && random.chance(0.08))
    events.push({ day: later(35, 200), what: 'downgrade', plan: 'starter' })
  if (interval === 'MONTH' && left > 70 && random.chance(0.14)) {
    const broken = later(20, 300)
    events.push({ day: broken, what: 'card_breaks' })
    // Most notice within the dunning period; some never do, and lose their subscription.
    if (random.chance(0.7)) events.push({ day: broken + 31 + random.below(6), what: 'card_fixed' })
  } else if (left > 40 && random.chance(0.2)) {
    const day = later(25, 380)
    events.push({ day, what: 'cancel', reason: random.pick(REASONS) })
    if (random.chance(0.2)) events.push({ day: day + 3, what: 'resume' })
  }
  if (left > 20 && random.chance(0.07))
    events.push({ day: later(5, 90), what: 'refund', share: random.chance(0.5) ? 'full' : 'half' })
  if (left > 20 && random.chance(0.012)) events.push({ day: later(5, 60), what: 'dispute' })
  return events.filter(({ day }) => day < days).sort((a, b) => a.day - b.day)
}
