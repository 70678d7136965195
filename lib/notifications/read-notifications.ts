export {
  findCustomerNotifications as listCustomerNotifications,
  findStrandedNotifications as listStrandedNotifications,
  type NotificationRow,
} from './store'
