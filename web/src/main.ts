import { createPinia } from 'pinia';
import { createApp, watchEffect } from 'vue';
import App from './App.vue';
import { createTranslations } from './i18n';
import { createPageRouter } from './router';
import { useSettings } from './stores/settings';
import { applyTheme } from './theme/apply';
import './theme/base.css';

// The field page needs neither the frame nor the map.
const root = location.pathname.startsWith('/field') ? (await import('./panels/field/FieldApp.vue')).default : App;
const app = createApp(root);
app.use(createPinia());
const settings = useSettings();
const translations = createTranslations(settings.locale);
app.use(translations);
app.use(createPageRouter());

watchEffect(() => applyTheme(settings.theme));
watchEffect(() => {
  translations.global.locale.value = settings.locale;
  document.documentElement.lang = settings.locale === 'zh' ? 'zh-CN' : 'en';
});

app.mount('#app');
