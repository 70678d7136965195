import { currentViewer } from '@/app/_server/session'
import { Landing } from '@/components/site/landing'
import { listPlans } from '@/lib/catalog/read-catalog'

export default async function LandingPage() {
  const [plans, viewer] = await Promise.all([listPlans(), currentViewer()])
  return <Landing plans={plans} signedIn={viewer !== null} />
}
