import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router';

/** The map is always there; other pages lie over it and are loaded when visited. */
export function createPageRouter(history: RouterHistory = createWebHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'map', component: { render: () => null } },
      { path: '/assets', name: 'assets', component: () => import('../panels/assets/AssetsPage.vue') },
      { path: '/settings', name: 'settings', component: () => import('../panels/settings/SettingsPage.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  });
}
