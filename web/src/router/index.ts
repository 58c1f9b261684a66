import { createRouter, createWebHistory, type Router, type RouterHistory } from 'vue-router';

/** The map is always there; other pages lie over it and are loaded when visited. */
export function createPageRouter(history: RouterHistory = createWebHistory()): Router {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'map', component: { render: () => null } },
      {
        path: '/alarms',
        component: () => import('../panels/alarms/AlarmsPage.vue'),
        children: [
          { path: '', name: 'alarms', component: () => import('../panels/alarms/AlarmsTab.vue') },
          { path: 'kpis', name: 'alarmKpis', component: () => import('../panels/alarms/KpiTab.vue') },
          { path: 'definitions', name: 'alarmDefinitions', component: () => import('../panels/alarms/DefinitionsTab.vue') },
        ],
      },
      { path: '/assets', name: 'assets', component: () => import('../panels/assets/AssetsPage.vue') },
      {
        path: '/devices',
        component: () => import('../panels/devices/DevicesPage.vue'),
        children: [
          { path: '', name: 'devices', component: () => import('../panels/devices/DevicesTab.vue') },
          { path: 'files', name: 'files', component: () => import('../panels/intake/FilesTab.vue') },
          { path: 'laboratory', name: 'laboratory', component: () => import('../panels/laboratory/LaboratoryTab.vue') },
          { path: 'limits', name: 'limits', component: () => import('../panels/limits/LimitsTab.vue') },
          { path: 'mapping', name: 'mapping', component: () => import('../panels/mapping/MappingTab.vue') },
        ],
      },
      {
        path: '/compliance',
        component: () => import('../panels/compliance/LimitsPage.vue'),
        children: [
          { path: '', name: 'compliance', component: () => import('../panels/compliance/CompliancePage.vue') },
          { path: '/standards', name: 'standards', component: () => import('../panels/standards/StandardsPage.vue') },
        ],
      },
      {
        path: '/forecast',
        component: () => import('../panels/forecast/page/ForecastPage.vue'),
        children: [
          { path: '', name: 'forecast', component: () => import('../panels/forecast/page/StateTab.vue') },
          { path: 'skill', name: 'forecastSkill', component: () => import('../panels/forecast/page/SkillTab.vue') },
          { path: 'plants', name: 'forecastPlants', component: () => import('../panels/forecast/page/PlantsTab.vue') },
          { path: 'whatifs', name: 'forecastWhatIfs', component: () => import('../panels/forecast/page/WhatIfsTab.vue') },
        ],
      },
      {
        path: '/ledger',
        component: () => import('../panels/ledger/LedgerPage.vue'),
        children: [
          { path: '', name: 'ledger', component: () => import('../panels/ledger/FiguresTab.vue') },
          { path: 'statistics', name: 'ledgerStatistics', component: () => import('../panels/ledger/StatisticsTab.vue') },
          { path: 'targets', name: 'ledgerTargets', component: () => import('../panels/ledger/TargetsTab.vue') },
        ],
      },
      {
        path: '/condition',
        component: () => import('../panels/ledger/LedgerPage.vue'),
        children: [
          { path: '', name: 'condition', component: () => import('../panels/condition/PipesTab.vue') },
          { path: 'plan', name: 'conditionPlan', component: () => import('../panels/condition/PlanTab.vue') },
          { path: 'inflow', name: 'conditionInflow', component: () => import('../panels/condition/InflowTab.vue') },
        ],
      },
      { path: '/orders', component: () => import('../panels/ledger/LedgerPage.vue'), children: [{ path: '', name: 'orders', component: () => import('../panels/orders/OrdersTab.vue') }] },
      { path: '/ledger/report', name: 'ledgerReport', component: () => import('../panels/ledger/ReportPage.vue') },
      { path: '/imports', name: 'imports', component: () => import('../panels/imports/ImportsPage.vue') },
      { path: '/imports/:id', name: 'importDraft', component: () => import('../panels/imports/DraftPage.vue') },
      { path: '/rules', name: 'rules', component: () => import('../panels/rules/RulesPage.vue') },
      { path: '/settings', name: 'settings', component: () => import('../panels/settings/SettingsPage.vue') },
      {
        path: '/incidents',
        component: () => import('../panels/incidents/IncidentsPage.vue'),
        children: [
          { path: '', name: 'incidents', component: () => import('../panels/incidents/ListTab.vue') },
          { path: 'plans', name: 'incidentPlans', component: () => import('../panels/incidents/PlansTab.vue') },
          { path: 'duties', name: 'incidentDuties', component: () => import('../panels/incidents/DutiesTab.vue') },
          { path: ':id', name: 'incident', component: () => import('../panels/incidents/IncidentView.vue'), meta: { beside: true } },
        ],
      },
      { path: '/wall', name: 'wall', component: () => import('../panels/wall/WallPage.vue'), meta: { bare: true, beside: true } },
      // A page of its own (main.ts): known here only so that its address stays.
      { path: '/field', name: 'field', component: { render: () => null } },
      { path: '/signin', name: 'signIn', component: () => import('../panels/session/SignInPage.vue'), meta: { bare: true } },
      { path: '/account', name: 'account', component: () => import('../panels/session/AccountPage.vue') },
      { path: '/people', name: 'people', component: () => import('../panels/people/PeoplePage.vue') },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  });
}
