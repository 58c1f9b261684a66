export { createMap } from './cityMap';
export type * from './contract';
export { describeHit, ageWords, kindWord, significant, valueWords } from './hover/describe';
