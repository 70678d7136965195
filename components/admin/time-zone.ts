/** The zone of staff's screens: where our company is. Contracts are shown in their customer's own zone. */
export const STAFF_TIME_ZONE = 'Europe/Berlin'
