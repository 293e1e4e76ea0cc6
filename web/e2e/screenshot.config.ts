import config from './playwright.config.ts'

/** Configuration that makes the pictures of the documentation. Run it with `npm run screenshot`. */
export default { ...config, testDir: 'screenshots' }
