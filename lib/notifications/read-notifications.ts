export {
  findCustomerNotifications as listCustomerNotifications,
  findStrandedNotifications as listStrandedNotifications,
  searchNotificationRows as searchNotifications,
  type NotificationRow,
  type NotificationSearch,
} from './store'
