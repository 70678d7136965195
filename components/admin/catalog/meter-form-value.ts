/** As it was typed. */
export interface MeterFormValue {
  code: string
  name: string
  unit: string
  aggregation: string
  eventName: string
  valueProperty: string
  groupByProperty: string
  /** Values are separated by commas. */
  filters: { property: string; values: string }[]
  reset: string
  active: boolean
}

export const EMPTY_METER: MeterFormValue = {
  code: '',
  name: '',
  unit: '',
  aggregation: 'SUM',
  eventName: '',
  valueProperty: 'quantity',
  groupByProperty: '',
  filters: [],
  reset: 'PER_CYCLE',
  active: true,
}
