export {
  findDunning as getDunning,
  findDunningsToGiveUp as listDunningsToGiveUp,
  searchDunningRows as searchDunnings,
  type DunningRow,
  type DunningSearch,
} from './store'
