import { Text, View } from '@react-pdf/renderer'
import { styles } from './styles'

/** What the law or our own staff want said in words. */
export function Notes({ legal, memo }: { legal: string[]; memo: string | null }) {
  if (legal.length === 0 && !memo) return null
  return (
    <View style={styles.notes}>
      {memo ? (
        <View style={styles.memo}>
          {memo.split(/\r?\n/).map((line, index) => (
            <Text key={index} style={styles.memoLine}>
              {line || ' '}
            </Text>
          ))}
        </View>
      ) : null}
      {legal.map((note) => (
        <Text key={note} style={styles.note}>
          {note}
        </Text>
      ))}
    </View>
  )
}
