// Proves, by `tsc --noEmit`, what the types of the library know: a line marked @ts-expect-error that did compile would itself
// be an error.
import { type ClickUpMock, createClickUpMock, type MockOptions } from '../../src/index.js'

export async function right(options: MockOptions): Promise<string[]> {
  const mock = await createClickUpMock()
  const planned = await createClickUpMock({ plan: 'enterprise', seed: 'default' })
  const own = await createClickUpMock({ seed: { users: { ida: { email: 'ida@lamps.example' } } } })
  const any: ClickUpMock = await createClickUpMock(options)
  mock.faults.next('GetAuthorizedUser', 'OAUTH_027').times(2)
  mock.faults.next('GetTeamViews', '503')
  mock.faults.next('CreateTask', 'reset')
  return [mock.token, mock.tokens.anna, planned.tokens.ben, own.tokens.ida ?? '', any.tokens.anybody ?? '']
}

export async function wrong(options: MockOptions): Promise<string[]> {
  const mock = await createClickUpMock()
  // @ts-expect-error ClickUp has no such operation
  mock.faults.next('GetTeams', 'OAUTH_027')
  // @ts-expect-error there is no such code
  mock.faults.next('GetAuthorizedUser', 'OAUTH_99')
  // @ts-expect-error nobody of this name is in the default seed
  mock.tokens.dave
  const own = await createClickUpMock(options)
  // @ts-expect-error the seed is not known: it may be missing
  return [own.tokens.anna]
}
