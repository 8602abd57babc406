// Calls on comments, wherever they stand.
import type { TestAnswer, TestClient } from './start.js'

/** Calls on the comments at a path: `task/9hz`. */
export function commentsAt(client: TestClient, place: string) {
  const [path, end] = [`/api/v2/${place}`, place.startsWith('comment/') ? 'reply' : 'comment']
  return {
    say: (body: unknown) => client.post(`${path}/${end}`, body),
    read: async (query = '') => (await client.get(`${path}/${end}${query}`)).body.comments,
    texts: async (query = '') => textsOf(await client.get(`${path}/${end}${query}`)),
  }
}

function textsOf({ body }: TestAnswer): string[] {
  return body.comments.map(({ comment_text }: { comment_text: string }) => comment_text)
}

/** The texts `c60`, `c59` … that a page has. */
export const wanted = (from: number, count: number) => Array.from({ length: count }, (_, index) => `c${from - index}`)
