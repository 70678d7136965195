import type { PaymentProcessor, ProcessorName } from './processor'

const registered = new Map<ProcessorName, PaymentProcessor>()

/** Called once per process by `lib/runtime/compose.ts`: the modules know the port, only the runtime knows who implements it. */
export function registerProcessor(processor: PaymentProcessor): void {
  registered.set(processor.name, processor)
}

export function processorFor(name: ProcessorName): PaymentProcessor {
  const processor = registered.get(name)
  if (!processor) throw new Error(`No processor ${name} is registered: import lib/runtime/compose first.`)
  return processor
}
