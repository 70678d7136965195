/** Of source and id: names an event. */
export interface EventKey {
  source: string
  id: string
}

/** Values by event. (A map of texts put together of both costs a copy of each of them.) */
export class EventMap<Value> {
  private readonly bySource = new Map<string, Map<string, Value>>()

  get({ source, id }: EventKey): Value | undefined {
    return this.bySource.get(source)?.get(id)
  }

  set({ source, id }: EventKey, value: Value): void {
    const ofSource = this.bySource.get(source)
    if (ofSource) ofSource.set(id, value)
    else this.bySource.set(source, new Map([[id, value]]))
  }
}
