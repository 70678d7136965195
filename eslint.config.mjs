import next from '@next/eslint-plugin-next'
import boundaries from 'eslint-plugin-boundaries'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import typescript from 'typescript-eslint'
import { importRules } from './scripts/lint/imports.mjs'
import { languageRules } from './scripts/lint/language.mjs'

export default defineConfig(
  globalIgnores(['.next', '.data', 'dist', 'coverage', 'lib/platform/db/generated', 'next-env.d.ts', 'public']),
  typescript.configs.recommended,
  {
    rules: {
      'no-console': ['error', { allow: ['error'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      eqeqeq: 'error',
    },
  },
  { files: ['scripts/**', 'bench/**', 'sandbox/**', 'prisma/**'], rules: { 'no-console': 'off' } },
  // A promise that nobody awaits loses its error: the one typed rule that is worth its seconds.
  {
    files: ['lib/**/*.ts', 'app/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['app/**', 'components/**'], ...next.configs['core-web-vitals'] },
  { plugins: { boundaries }, ...importRules },
  ...languageRules,
)
