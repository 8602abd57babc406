// Text as a part of a URI.

/** Half a surrogate pair, which JSON can carry but a URI cannot, becomes the replacement character. */
export function uriText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
