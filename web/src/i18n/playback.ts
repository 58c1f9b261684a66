/** Words of the time axis and of playback, side by side. */
export const playbackZh = {
  band: '回放 {at}', notLive: '非实时', back: '返回实时', news: '此后实时新增 {n} 起', failed: '未能读取这一时刻：{why}。所示仍为之前的画面。',
  then: '当时', none: '当时无预警', axis: '时间轴', moment: '所示时刻', now: '现在', player: '回放控制', speed: '回放倍速',
  play: '播放（空格）', pause: '暂停（空格）', enter: '回看一小时前', stepBack: '后退 1 分钟（←，按住 Shift 为 1 小时）', stepAhead: '前进 1 分钟（→，按住 Shift 为 1 小时）',
  tick: '{at} {level}，共 {n} 起，点击回到当时',
};

export const playbackEn: typeof playbackZh = {
  band: 'Playback {at}', notLive: 'not live', back: 'Back to live', news: '{n} new warnings since', failed: 'That moment could not be read: {why}. What is shown is as before.',
  then: 'as of then', none: 'No warnings at that moment', axis: 'Time axis', moment: 'Moment shown', now: 'now', player: 'Playback controls', speed: 'Playback speed',
  play: 'Play (space)', pause: 'Pause (space)', enter: 'Look an hour back', stepBack: 'Back 1 minute (←, with Shift 1 hour)', stepAhead: 'Forward 1 minute (→, with Shift 1 hour)',
  tick: '{at} {level}, {n} in all; click to go there',
};
