import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';

export default tseslint.config(
  { ignores: ['dist', 'node_modules'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      // Layout is the author's; these rules only fight it.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multiline-html-element-content-newline': 'off',
    },
  },
  {
    // The map and the live fold stay free of the page's framework; only map/ knows Leaflet.
    files: ['src/wire/**', 'src/live/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vue', 'pinia', 'leaflet'] }] },
  },
  {
    files: ['src/map/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vue', 'pinia'] }] },
  },
);
