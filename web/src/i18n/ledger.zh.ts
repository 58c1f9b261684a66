/** Words of the ledger of indicators. */
export const ledger = {
  title: '指标台账', tab: { figures: '指标', statistics: '统计填报', targets: '政策目标' }, report: '报表', print: '打印', monthly: '{period} 月报', yearly: '{period} 年报', reportTitle: '污水与再生水指标报表', reportOf: '{city} · {period}', madeAt: '编制于 {at}（城市时间）', backToLedger: '返回台账',
  period: '期间', known: '截至此日所知', knownNow: '现在', keptHint: '{at} 所存的结论', failed: '未能读取台账：{why}。', loading: '正在读取台账', nothing: '此期间没有可计算的指标。在“统计填报”中补录，或等待监测数据积累。',
  group: { collection: '收集', treatment: '处理', reuse: '再生利用', sludge: '污泥', overflow: '溢流', data: '数据' },
  head: { figure: '指标', value: '数值', target: '目标', gap: '差距', trend: '近 13 个月', forecast: '年末预测', quality: '质量' },
  grade: { none: '无数', poor: '差', fair: '中', good: '好' }, gradeTip: '实测 {measured}，填报 {entered}，覆盖 {coverage}，缺 {gaps} 项', noCoverage: '无实测',
  atLeast: '不低于', atMost: '不高于', due: '{year} 年', next: '{year} 年 {value}', met: '达到', toMake: '差 {value}', toSpare: '余 {value}', heading: '按年末预测', noTarget: '无目标', unverified: '未核对', band: '{low} – {high}', bandHint: '五年中四年会落入的范围；{method}',
  method: { seasonal: '按去年同月加今年平均变化', mean: '按今年各月均值' }, breaching: '{n} / {total} 处不符',
  close: '关闭', open: '查看{name}的算法与来源', formula: '算法', recomputed: '由存档数据重算，结果一致', differs: '由存档数据重算得 {value}，与所示不符', basis: '口径', inputs: '数据来源', history: '台账曾经的结论', historyNone: '还没有存过。台账每日自动存一次。', why: '没有数值：{why}', meaning: '含义',
  source: { measured: '实测', entered: '填报', network: '管网', constant: '常数', counted: '统计' }, count: '{n} 个测值', coverage: '覆盖 {share}', enteredBy: '{who} 于 {at} 填报，来源：{origin}', total: '合计 {value}', items: '{n} 项', city: '全市',
  missing: '缺项', missingNone: '没有缺项。', reason: { nothing: '既无实测也无填报', lowCoverage: '实测只覆盖 {share}，且无填报', monthDoesNotCount: '该月其他数据不全，不计入', noPartner: '另一因子缺此项' },
  parts: '逐处', partLimit: '界限 {sense} {value}', area: '服务片区管网', areaOf: '{name}的服务片区（一厂一策）', areaSum: '管道 {km} km，{pipes} 段 · 排水户 {drainers} 家 · 泵站 {pumps} 座', areaFailed: '未能读取服务片区：{why}。', byClass: '按类别', byMaterial: '按管材', byDecade: '按年代', unknownShare: '不详', decade: '{n} 年代', trace: '在图上显示片区',
  allTargets: '各文件目标', clause: '条款', region: '对象', yearHead: '年份', document: '文件', targetValue: '目标值', binding: '对本市生效', gaps: '在图上显示缺口', gapsShown: '取水口间距大于 1.5 km 的缺口 {n} 处', clearMap: '清除',
  conflict: '{document}：{year} 年四类用途下限之和为 {sum}，大于总量目标 {headline}，多 {difference}。两者并列显示，不作取舍。', other: '另一对象', notComputed: '台账不计算',
  statistic: { title: '统计填报', hint: '监测不足的月份用填报值补齐；每次填报与更正均留存何人、何时、何源，不会覆盖。', name: '统计项', asset: '设施', period: '期间', value: '数值', source: '来源', sourceHint: '如：城建统计年鉴第 12 页', note: '备注', save: '填报', saving: '正在提交', failed: '未能提交：{why}。', readFailed: '未能读取统计：{why}。', need: '填报需要密钥', who: '填报人', at: '填报时间', history: '历次填报', edit: '更正', withdraw: '撤回', withdrawn: '已撤回', filter: '筛选统计项', all: '全部', none: '还没有填报。' },
  reportPart: { summary: '总览', details: '各指标算法与数据', conflicts: '目标之间的矛盾', gaps: '缺口清单', sign: '编制　　　　　　审核　　　　　　批准' },
};
