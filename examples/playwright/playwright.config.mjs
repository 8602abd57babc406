// Playwright: `npm i -D clickup-mock`, then `playwright test`. The mock is a web server, as the app under test is: it
// starts before the tests, on a free port, and what `wait` finds in its output becomes an environment variable.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  webServer: {
    command: 'clickup-mock start --port 0 --json',
    wait: { stdout: /"url":"(?<CLICKUP_MOCK_URL>[^"]+)"/ },
  },
})
