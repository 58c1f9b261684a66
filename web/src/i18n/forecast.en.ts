import type { forecast as zh } from './forecast.zh';

/** Words of the forecast: the axis ahead of now, what is expected, profiles, the forecast page. */
export const forecast: typeof zh = {
  word: 'forecast', band: 'Forecast for {at} (in {minutes} min)', bandWhatIf: 'What-if against forecast, {at} (in {minutes} min)', notMeasured: 'computed, not measured', issued: 'issued {at}', backToForecast: 'Back to the forecast',
  cannot: 'No forecast can be shown: {why}. What is shown is as before.', dismiss: 'Dismiss', tick: '{at} {level} expected, {n} in all; click to look', tip: 'Forecast {at} (in {minutes} min)', tipNone: 'No forecast for this time',
  hoverAt: 'forecast {at}', hoverNone: 'not in the forecast model', hoverFill: '{percent}% full', hoverDifference: '{percent} points of fill',
  diff: { none: 'not in the model', 0: 'lower by more than 15 points', 1: 'lower by 2 to 15', 2: 'about the same', 3: 'higher by 2 to 15', 4: 'higher by more than 15 points' },
  why: {
    reading: 'it is still being read', absent: 'this network has none yet; once the model runs, one is issued every 5 minutes', failed: 'it could not be read', computing: 'the first is being computed, which takes about a minute', broken: 'the last one could not be finished', ready: 'it does not cover this time', old: 'the last one has run out and no newer one was issued',
  },
};
