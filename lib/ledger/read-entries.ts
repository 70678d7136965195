export { findPostedEntries as readPostedEntries } from './store'
