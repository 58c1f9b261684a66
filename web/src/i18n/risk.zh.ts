/** Words of what-if releases, search for causes, the legs of a warning, compliance and standards. */
export const risk = {
  close: '关闭', answer: '推算结果', spillAt: '假如在此泄漏：{where}', spillHere: '在此模拟泄漏', causeHere: '由此溯源', profileHere: '此处向下游的纵断面', profileTo: '到另一处的纵断面…', whatIfHere: '从此处推演', openHere: '查看详情', menu: '{where}的操作', menuNone: '此处没有设施',
  spillHint: '填写物质、浓度、流量与历时，推算会到达何处、何时到、在哪里封堵和采样。点选图上另一设施可换地点。只作推演，不改变任何数据。',
  arrivals: '到达', block: '封堵', sample: '采样', legend: '到达时间的颜色', within: '{span}内', later: '更晚', hours: '{n} 小时', note: '{span}后到达 · 峰值 {peak}',
  allPlaces: '列出全部 {n} 处检查井与设施', peakAt: '峰值 {value}，{span}后', rest: '另有 {n} 处未列出，均在图上着色。',
  blockNone: '去向上没有可关闭的阀门、闸门或水泵。', shutWithin: '{span}内关闭', tooLate: '已来不及', protectIntakes: '保护 {n} 个取水口', protectPlants: '挡住进厂量 {share} %', protectAssets: '保护 {n} 处设施', protectNothing: '只减弱，不能挡住', and: ' · ',
  sampleNone: '没有来得及采样的检查井。', reason: { confirm: '确认泄漏物与强度', track: '核对行进速度', guard: '进厂站或取水口前最后一处' }, sampleSpan: '{from}–{to}，峰值 {value}',
  causeTitle: '溯源：谁可能造成', seen: '所见现象', addByHand: '手工添加', addWarning: '添加预警…', search: '查找来源', searching: '正在查找…', pickHint: '也可在图上点选地点。现象越多，来源越明确；没有超标的测点会作为反证。', causeFailed: '未能溯源：{why}。',
  where: '地点', whereHint: '名称或编号，或在图上点选', when: '时间', remove: '移除这一现象', candidates: '可能的来源', candidatesNone: '上游没有哪个排水户能在相符的时间内造成这些现象。请核对时间，或减少一条现象再试。',
  explains: '能解释 {n} 处现象，最近一处行程 {minutes}，时间最多相差 {off}', released: '排放于 {from} 至 {to}', against: '反证：{where}到 {until} 仍未超标', candidateNote: '可能来源第 {n} 位 · {share} %', sampleNext: '下一步采样，最能分辨来源', splits: '可分辨 {share} %',
  trace: '溯源', legsTitle: '逐段行程与数值', legsTo: '到', legsFailed: '未能读取逐段数值：{why}。', legsLoading: '正在读取逐段数值', place: '地点', travel: '行程', stay: '停留', flow: '流量', dilution: '混合后', decay: '衰减余', there: '到此',
  leg: '此段 {span}', legWithStay: '此段 {span}（含停留 {stay}）', legFlow: '流量 {flow}', legDilution: '混合后余 {part}', legDecay: '衰减余 {part}', legValue: '到此 {value}',
  loses: '将不满足{use}', keeps: '仍满足{use}', stillServes: '仍可用于：{uses}', stillNothing: '届时不满足任何用途',
};

export const compliance = {
  title: '达标情况', pageTitle: '全市达标情况', total: '{n} 处', loading: '正在读取达标情况', failed: '未能读取达标情况：{why}。实时数值与预警不受影响。', nothing: '还没有可判定的设施。厂、排水户、排放口或取水口有了测值后在此列出。', noMatch: '没有符合条件的设施。换个条件再试。',
  state: { breached: '超标', atRisk: '临近', met: '达标', unknown: '待判', losing: '将失标' },
  over: '超出 {share} %', left: '余 {share} %', breachIn: '按趋势 {span}后超标', coverage: '仅 {share} % 时段有数据', nothingMeasured: '近期没有可用于判定的测值。', unmeasured: '另有 {n} 项未监测', comma: '、', restsOnUnverified: '所依限值尚未与标准原文核对。',
  serves: '现在可用于', thenServes: '届时仍可用于', noUse: '无', losesIn: '{span}后失标', lost: '已失标', comes: '{at} 起{quantity}将达 {value}（限值 {limit}）',
};

export const standards = {
  title: '标准目录', counts: '{documents} 份表 · {limits} 条限值 · {unverified} 条未核对 · {pending} 条待补', search: '标准号、名称或用途', unverifiedOnly: '只看未核对', loading: '正在读取标准', failed: '未能读取标准：{why}。', none: '没有符合的标准。换个词再试。', need: '修改限值需要密钥',
  quantity: '指标', basisHead: '判定', validity: '有效期', clause: '条款', basis: { instant: '瞬时', hourlyMean: '时均', dailyMean: '日均', monthlyMean: '月均' }, pending: '待补', verified: '已核对原文', unverified: '未核对', unverifiedHint: '此数值尚未与标准原文核对。',
  when: '{name} ≤ {value} 时', since: '{from} 起', fromTo: '{from} 至 {to} 前', notYet: '尚未生效', noMore: '已失效', edit: '修改', editOf: '修改{of}的{name}', editTitle: '修改限值：{name}',
  min: '下限', max: '上限', validFrom: '自此日起', document: '依据文件', reason: '理由', reasonHint: '如：与原文核对；排污许可更严', compared: '已与原文核对', keepsPast: '此日之前仍按原限值判定；修改连同修改人与理由永久留存。', save: '保存', saving: '正在保存', saved: '已保存', saveFailed: '未能保存：{why}。', cancel: '取消',
  history: '修改历史', historyNone: '还没有修改过。每次修改在此留下何人、何时、为何。', changedBy: '{who} 于 {at}：{reason}',
};
