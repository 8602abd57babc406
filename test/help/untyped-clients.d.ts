// The parts of the untyped clients that the tests use.

declare module 'simple-oauth2' {
  interface Configuration {
    readonly client: { readonly id: string; readonly secret: string }
    readonly auth: {
      readonly tokenHost: string
      readonly tokenPath: string
      readonly authorizePath: string
    }
    readonly options?: { readonly authorizationMethod?: 'header' | 'body'; readonly bodyFormat?: 'form' | 'json' }
  }
  interface AccessToken {
    readonly token: Readonly<Record<string, unknown>>
    expired(): boolean
  }
  export class AuthorizationCode {
    constructor(configuration: Configuration)
    authorizeURL(parameters: { redirect_uri: string; state?: string }): string
    getToken(parameters: { code: string | null; redirect_uri: string }): Promise<AccessToken>
  }
}

declare module 'clickup.js' {
  interface Clickup {
    readonly authorization: {
      createToken(options: {
        clientId: string
        clientSecret: string
        code: string | null
      }): Promise<{ access_token: string; token_type: string }>
      user(): Promise<{ user: { id: number; username: string } }>
      teams(): Promise<{ teams: { id: string; name: string }[] }>
    }
    readonly team: { seats(teamId: string): Promise<object>; plan(teamId: string): Promise<object> }
  }
  export function createClickup(options?: { token?: string; request?: { prefixUrl: string } }): Clickup
}
