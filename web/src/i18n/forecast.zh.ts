/** Words of the forecast: the axis ahead of now, what is expected, profiles, the forecast page. */
export const forecast = {
  word: '预报', band: '预报 {at}（{minutes} 分后）', bandWhatIf: '推演对比 {at}（{minutes} 分后）', notMeasured: '计算所得，非实测', issued: '{at} 发布', backToForecast: '返回预报',
  cannot: '无法显示预报：{why}。所示仍为之前的画面。', dismiss: '知道了', tick: '{at} 预计{level}，共 {n} 处，点击查看', tip: '预报 {at}（{minutes} 分后）', tipNone: '此时没有预报',
  hoverAt: '预报 {at}', hoverNone: '不在预报模型内', hoverFill: '充满度 {percent}%', hoverDifference: '充满度相差 {percent} 个百分点',
  diff: { none: '不在模型内', 0: '低 15 个百分点以上', 1: '低 2 至 15', 2: '基本不变', 3: '高 2 至 15', 4: '高 15 个百分点以上' },
  why: {
    reading: '预报仍在读取', absent: '该管网还没有预报，模型启动后每 5 分钟发布一次', failed: '未能读取预报', computing: '首次预报正在计算，约需 1 分钟', broken: '最近一次预报未能完成', ready: '预报不含此时', old: '最近一次预报已过时，新的尚未发布',
  },
};
