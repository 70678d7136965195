// A worker process for the test that kills it in the middle of a delivery.
import { now } from '@/lib/platform/clock'
import { deliverEvent } from '../deliver-event'

await deliverEvent({ deliveryId: process.argv[2]!, now: await now() })
