export * from './changeLog';
export * from './feed';
export * from './network';
export * from './rows';
export * from './state';
export * from './warningBook';
