/** Words of the condition of pipes. */
export const condition = {
  tab: { pipes: '管道状况', plan: '更新计划', inflow: '外来水' }, failed: '未能读取：{why}。', loading: '正在读取', none: '没有符合的管道。', need: '录入检测需要密钥',
  title: '管道状况与风险', summary: '共 {total} 段 {km} km，已检测 {inspected} 段 {inspectedKm} km', basis: '评分依 {document}（未核对原文）；风险 = 可能性 × 后果，为平台算法', all: '全部', inspected: '已检测', uninspected: '未检测',
  head: { pipe: '管道', score: '指数 RI / MI', f: '分值 F / G', advice: '修复建议', likelihood: '可能性', consequence: '后果', risk: '风险', what: '牵涉' }, advice: { none: '不修复', local: '局部修复', whole: '整体修复' },
  grade: { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ' }, byAge: '按管龄估计', served: '承担 {share} 流量', drainers: '排水户 {n}', intakes: '停供再生水 {share}', age: '{n} 年',
  enter: '录入检测', import: '导入 CSV', check: '先检查', take: '导入', taken: '已导入 {n} 份检测', checked: '可导入 {n} 份检测，{faults} 行有误', fault: '第 {row} 行 {field}：{why}', columns: '列：asset, at, lengthM, method, importance, soil, code, grade, fromM, toM, clock, note。每行一处缺陷；code 留空表示无缺陷。',
  form: { asset: '管道', at: '检测日期', method: '方法', length: '检测长度 m', importance: '地区重要性', soil: '土质', inspector: '检测人', defects: '缺陷', add: '添加缺陷', remove: '移除', code: '代码', grade: '等级', from: '起 m', to: '止 m', save: '保存', saving: '正在保存', failed: '未能保存：{why}。' },
  history: '检测记录', noHistory: '没有检测记录，可能性按管龄与管材估计。', byWho: '{who} 录入', structural: '结构', functional: '功能', formula: '{letter} = {severity}，密度 {density}，K {k} · E {e}，指数 {index}', close: '关闭', onMap: '在图上查看',
  planTitle: '预算内的更新计划', budget: '预算（万元）', strategy: { benefitPerCost: '单位投资减险最多', worstFirst: '风险最高优先', cheapestFirst: '数量最多' }, planHint: '贪心选取，每段一种工程；上界为线性松弛，任何选法都不会超过。单价为典型量级，应换成本市单价。', planSum: '用 {cost} 万元，减险 {benefit}', planShare: '达上界的 {share}', planKm: '{n} 处 {km} km', work: { clean: '清淤', local: '局部修复', whole: '整体更新' }, cost: '费用', benefit: '减险', workHead: '工程', estimate: '估计',
  inflowTitle: '入渗入流', reference: '未稀释污水 BOD₅ mg/L', inflowHint: '三种迹象互相印证：夜间最小流量、浓度稀释、对降雨的响应。夜间污水按日均三成计（未核对）。', plant: '污水厂', night: '夜间流量', mean: '旱天均值', infiltration: '入渗量', share: '占比', diluted: '按浓度', rain: '雨量响应', nights: '{n} 个旱夜', inflowGrade: { unknown: '数据不足', fair: '正常', watch: '关注', severe: '严重' },
};
