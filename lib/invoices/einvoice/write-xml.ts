import { XMLBuilder } from 'fast-xml-parser'

/** The tree in which the e-invoice library hands over a document: `name@attribute` beside `name`. */
export interface XmlTree {
  [name: string]: XmlNode
}
type XmlNode = string | number | XmlTree | XmlNode[] | undefined

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  format: true,
  indentBy: '\t',
  suppressEmptyNode: true,
})

/**
 * Writes a document as XML. The library does so by a whole DOM, which takes longer than all the rest of an e-invoice;
 * the result is the same but for white space (compared in the tests).
 */
export function writeXml(tree: XmlTree): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${(builder.build(attributesWithin(tree)) as string).trimEnd()}`
}

/** `{ 'a': '5', 'a@unit': 'C62' }` → `{ 'a': { '#': '5', '@unit': 'C62' } }`, at every depth; `#@unit` is the node's own. */
function attributesWithin(node: XmlNode): XmlNode {
  if (Array.isArray(node)) return node.map(attributesWithin)
  if (typeof node !== 'object') return node
  const written: Record<string, XmlNode> = {}
  for (const [name, value] of Object.entries(node)) {
    const at = name.indexOf('@')
    if (at <= 0) written[name] = attributesWithin(value)
  }
  for (const [name, value] of Object.entries(node)) {
    const at = name.indexOf('@')
    if (at <= 0) continue
    const [element, attribute] = [name.slice(0, at), name.slice(at)]
    const content = written[element]
    const within = typeof content === 'object' && !Array.isArray(content) ? content : { '#': content }
    if (element === '#') written[attribute] = value
    else written[element] = { ...within, [attribute]: value }
  }
  return written
}
