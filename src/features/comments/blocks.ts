// The content of a comment: rich blocks, as ClickUp keeps them, made from what was sent.
// https://developer.clickup.com/docs/commentformatting
import { refuse } from '../../contract/catalogue.js'
import type { CommentBlock } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { readFields, readText, readUserId, type Sent } from '../body.js'
import { presentCommentUser } from './present.js'

/** The two fields that can hold the content. */
type SentWords = Pick<Sent<'CreateTaskComment'>, 'comment' | 'comment_text'>

/** The blocks of a new comment; rich ones win over plain text (assumed). @throws Refusal commentTextEmpty */
export function blocksIn(world: World, teamId: string, sent: SentWords): CommentBlock[] {
  const rich = richIn(world, teamId, sent)
  return checked(rich.length > 0 ? rich : plainIn(sent))
}

/** The blocks of a comment that is changed: plain text comes after rich ones (observed once, 2026-08). @throws the same */
export function changedBlocksIn(world: World, teamId: string, sent: SentWords): CommentBlock[] {
  return checked([...richIn(world, teamId, sent), ...plainIn(sent)])
}

function richIn(world: World, teamId: string, { comment }: SentWords): CommentBlock[] {
  return Array.isArray(comment) ? comment.map((block: unknown) => blockOf(world, teamId, readFields(block))) : []
}

function plainIn({ comment_text }: SentWords): CommentBlock[] {
  const text = readText(comment_text) ?? ''
  return text === '' ? [] : [{ text }]
}

function checked(blocks: CommentBlock[]): CommentBlock[] {
  return blocks.some(({ text, type }) => text !== '' || type !== undefined) ? blocks : refuse('commentTextEmpty')
}

/** A block as it is kept: always with a text; a mention also with its person. */
function blockOf(world: World, teamId: string, block: Readonly<Record<string, unknown>>): CommentBlock {
  const type = readText(block.type)
  const { attributes, ...rest } = block
  const kept = {
    ...rest,
    ...(type !== undefined && { type }),
    ...(attributes !== undefined && { attributes: readFields(attributes) }),
  }
  const userId = type === 'tag' ? readUserId(readFields(block.user).id) : undefined
  if (userId && world.membership(teamId, userId)) {
    return { ...kept, text: `@${world.users.get(userId).username}`, user: presentCommentUser(world, teamId, userId) }
  }
  return { ...kept, text: readText(block.text) ?? emojiOf(readText(readFields(block.emoticon).code) ?? '') }
}

/** The characters of an emoji. @param code - hexadecimal code points, separated by dashes */
function emojiOf(code: string): string {
  const points = code.split('-').map((part) => Number.parseInt(part, 16))
  return points.every((point) => point >= 0 && point <= 0x10ffff)
    ? points.map((point) => String.fromCodePoint(point)).join('')
    : ''
}
