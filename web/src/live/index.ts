export * from './changeLog';
export * from './feed';
export * from './network';
export * from './past';
export * from './rows';
export * from './state';
export * from './warningBook';
