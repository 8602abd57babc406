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
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape; the tests look into them as a user would
  type Calls<Name extends string> = Readonly<Record<Name, (...input: (string | number | object)[]) => Promise<any>>>
  interface Clickup {
    // biome-ignore lint/suspicious/noExplicitAny: as above
    request(options: { path: string; method?: string; query?: object; body?: object }): Promise<any>
    readonly space: Calls<
      | 'get'
      | 'update'
      | 'delete'
      | 'createFolder'
      | 'folders'
      | 'createFolderlessList'
      | 'folderlessLists'
      | 'tags'
      | 'addTag'
      | 'editTag'
      | 'removeTag'
      | 'customFields'
      | 'createView'
      | 'views'
    >
    readonly group: Calls<'get' | 'update' | 'delete'>
    readonly folder: Calls<
      | 'get'
      | 'update'
      | 'delete'
      | 'createList'
      | 'lists'
      | 'customFields'
      | 'createView'
      | 'views'
      | 'addGuest'
      | 'removeGuest'
    >
    readonly list: Calls<
      | 'get'
      | 'addGuest'
      | 'removeGuest'
      | 'update'
      | 'delete'
      | 'addComment'
      | 'comments'
      | 'customFields'
      | 'members'
      | 'createTask'
      | 'tasks'
      | 'createTaskFromTemplate'
      | 'addTask'
      | 'removeTask'
      | 'createView'
      | 'views'
    >
    readonly task: Calls<
      | 'get'
      | 'addGuest'
      | 'removeGuest'
      | 'update'
      | 'delete'
      | 'addAttachment'
      | 'addComment'
      | 'comments'
      | 'AddChecklist'
      | 'addCustomFieldValue'
      | 'removeCustomFieldValue'
      | 'addDependency'
      | 'removeDependency'
      | 'addTaskLink'
      | 'removeTaskLink'
      | 'members'
      | 'addTag'
      | 'removeTag'
      | 'timeInStatus'
      | 'bulkTimeInStatus'
      | 'addTrackedTime'
      | 'trackedTime'
      | 'editTrackedTime'
      | 'removeTrackedTime'
    >
    readonly checklist: Calls<'update' | 'delete' | 'addItem' | 'editItem' | 'removeItem'>
    readonly comment: Calls<'update' | 'delete' | 'replies' | 'addReply'>
    readonly webhook: Calls<'update' | 'delete'>
    readonly view: Calls<'get' | 'update' | 'delete' | 'tasks' | 'addComment' | 'comments'>
    readonly goal: Calls<'get' | 'update' | 'delete' | 'addKeyResult'>
    readonly keyResults: Calls<'update' | 'delete'>
    readonly authorization: {
      createToken(options: {
        clientId: string
        clientSecret: string
        code: string | null
      }): Promise<{ access_token: string; token_type: string }>
      user(): Promise<{ user: { id: number; username: string } }>
      teams(): Promise<{ teams: { id: string; name: string }[] }>
    }
    readonly team: Calls<
      | 'inviteGuest'
      | 'guest'
      | 'editGuest'
      | 'removeGuest'
      | 'sharedHierarchy'
      | 'user'
      | 'inviteUser'
      | 'editUser'
      | 'removeUser'
      | 'customRoles'
      | 'addUserGroup'
      | 'seats'
      | 'plan'
      | 'spaces'
      | 'createSpace'
      | 'filteredTasks'
      | 'taskTemplates'
      | 'customTaskTypes'
      | 'customFields'
      | 'createView'
      | 'views'
      | 'createGoal'
      | 'goals'
      | 'createWebhook'
      | 'webhooks'
      | 'timeEntries'
      | 'timeEntry'
      | 'timeEntryHistory'
      | 'runningTimeEntry'
      | 'addTimeEntry'
      | 'editTimeEntry'
      | 'removeTimeEntry'
      | 'startTimeEntry'
      | 'stopTimeEntry'
      | 'timeEntryTags'
      | 'addTimeEntryTags'
      | 'editTimeEntryTag'
      | 'removeTimeEntryTags'
    >
  }
  interface Options {
    readonly token?: string
    readonly request?: { readonly prefixUrl: string }
    readonly hooks?: {
      onRequest(call: { request: { headers: Record<string, string>; body?: unknown } }): void
    }
  }
  export function createClickup(options?: Options): Clickup
}

declare module 'clickup_api' {
  // biome-ignore lint/suspicious/noExplicitAny: answers have every shape; the tests look into them as a user would
  type Calls<Name extends string> = Readonly<Record<Name, (...input: (string | number | object)[]) => Promise<any>>>
  class ClickUp {
    constructor(token: string | undefined)
    readonly Spaces: Calls<'create_space' | 'update_space' | 'delete_space' | 'get_spaces' | 'get_space'>
    readonly Folders: Calls<'create_folder' | 'update_folder' | 'delete_folder' | 'get_folders' | 'get_folder'>
    readonly Lists: Calls<
      | 'create_list'
      | 'create_folderless_list'
      | 'update_list'
      | 'delete_list'
      | 'get_lists'
      | 'get_folderless_lists'
      | 'get_list'
      | 'remove_task_from_list'
    >
    readonly Tasks: Calls<
      | 'create_task'
      | 'update_task'
      | 'delete_task'
      | 'get_task'
      | 'get_tasks'
      | 'get_filtered_team_tasks'
      | 'get_tasks_time_in_status'
      | 'get_bulk_tasks_time_in_status'
    >
    readonly Tags: Calls<
      | 'get_space_tag'
      | 'create_space_tag'
      | 'edit_space_tag'
      | 'delete_space_tag'
      | 'add_tag_to_task'
      | 'remove_tag_from_task'
    >
    readonly Checklists: Calls<
      | 'create_checklist'
      | 'edit_checklist'
      | 'delete_checklist'
      | 'create_checklist_item'
      | 'edit_checklist_item'
      | 'delete_checklist_item'
    >
    readonly TaskRelationships: Calls<'add_dependency' | 'delete_dependency'>
    readonly Dependencies: Calls<'add_task_link' | 'delete_task_link'>
    readonly Members: Calls<'get_task_members' | 'get_list_members'>
    readonly Comments: Calls<
      | 'create_task_comment'
      | 'create_view_comment'
      | 'create_list_comment'
      | 'update_comment'
      | 'delete_comment'
      | 'get_task_comment'
      | 'get_view_comment'
      | 'get_list_comment'
    >
    readonly Attachments: Calls<'post_task_attachment'>
    readonly CustomFields: Calls<
      'set_custom_field_value' | 'remove_custom_field_value' | 'get_accessible_custom_fields'
    >
    readonly TaskTemplates: Calls<'get_task_templates' | 'create_task_from_template'>
  }
  export = ClickUp
}

declare module 'parse-prometheus-text-format' {
  /** A metric with its samples, as its README shows them. */
  interface Metric {
    readonly name: string
    readonly type: string
    readonly metrics: readonly object[]
  }
  const parse: (text: string) => Metric[]
  // biome-ignore lint/style/noDefaultExport: the package has no other
  export default parse
}
