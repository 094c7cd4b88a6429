import type { DefaultTreeAdapterTypes as Parse5 } from 'parse5'
import { ELEMENT, type PageElement, TEXT } from '../../src/notice/page/page-source.ts'

/** Nodes of a saved page, of the shape that the reader knows from browsers. */

const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml'
const COMMENT = 8
const DOCUMENT = 9
const DOCUMENT_TYPE = 10

export class SavedNode implements PageElement {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly #attributes: ReadonlyMap<string, string>
  parentNode: SavedNode | null = null
  firstChild: SavedNode | null = null
  lastChild: SavedNode | null = null
  nextSibling: SavedNode | null = null
  previousSibling: SavedNode | null = null

  constructor(
    nodeType: number,
    nodeName: string,
    nodeValue: string | null,
    attributes: ReadonlyMap<string, string> = new Map(),
  ) {
    this.nodeType = nodeType
    this.nodeName = nodeName
    this.nodeValue = nodeValue
    this.#attributes = attributes
  }

  append(child: SavedNode): void {
    child.parentNode = this
    child.previousSibling = this.lastChild
    if (this.lastChild) this.lastChild.nextSibling = child
    else this.firstChild = child
    this.lastChild = child
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name.toLowerCase()) ?? null
  }

  get textContent(): string | null {
    if (this.nodeType !== ELEMENT) return this.nodeValue
    let text = ''
    for (const node of this.inside()) if (node.nodeType === TEXT) text += node.nodeValue ?? ''
    return text
  }

  /** Everything below, in document order. */
  *inside(): Generator<SavedNode> {
    let node = this.firstChild
    while (node) {
      yield node
      node = node.firstChild ?? this.#after(node)
    }
  }

  /** The node that follows outside `last`, as long as it is below this one. */
  #after(last: SavedNode): SavedNode | null {
    for (let at: SavedNode | null = last; at && at !== this; at = at.parentNode)
      if (at.nextSibling) return at.nextSibling
    return null
  }
}

const nodeFrom = (node: Parse5.ChildNode): SavedNode => {
  if ('value' in node) return new SavedNode(TEXT, '#text', node.value)
  if ('data' in node) return new SavedNode(COMMENT, '#comment', node.data)
  if (!('tagName' in node)) return new SavedNode(DOCUMENT_TYPE, node.name, null)
  const name = node.namespaceURI === HTML_NAMESPACE ? node.tagName.toUpperCase() : node.tagName
  return new SavedNode(ELEMENT, name, null, new Map(node.attrs.map((attribute) => [attribute.name, attribute.value])))
}

/** Without recursion: pages are nested as deeply as whoever made them liked. */
export const savedTree = (document: Parse5.Document): SavedNode => {
  const root = new SavedNode(DOCUMENT, '#document', null)
  const open: [SavedNode, Parse5.ParentNode][] = [[root, document]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [parent, from] = next
    for (const child of from.childNodes) {
      const node = nodeFrom(child)
      parent.append(node)
      if ('childNodes' in child) open.push([node, child])
    }
  }
  return root
}
