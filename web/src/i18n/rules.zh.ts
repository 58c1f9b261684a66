/** Words of the page of rules and of the advice card. */
export const rules = {
  title: '规则', total: '{n} 条，{armed} 条启用', search: '编号、名称或条件', loading: '正在读取规则', failed: '未能读取规则：{why}。', none: '没有符合条件的规则。',
  all: '全部', armedOnly: '仅启用', add: '新建规则', copy: '复制', close: '关闭', choose: '选择左侧的规则，查看条件、原因和试算结果。',
  families: { plant: '污水处理厂', network: '管网与泵站', reuse: '再生水', sludge: '污泥', own: '自建' },
  armed: '已启用', disarmed: '未启用', arm: '启用', disarm: '停用', open: '{n} 处成立', changed: '已改动', version: '第 {n} 版',
  id: '编号', name: '名称', nameEn: '英文名称', kinds: '适用资产', when: '条件', level: '级别', addStep: '加一级', removeStep: '删除这一级', clear: '解除条件（可不填）', raiseAfter: '成立多久后提出', clearAfter: '不成立多久后解除', fresh: '读数有效时长（可不填）',
  ok: '条件正确', checking: '正在检查', replace: '改为“{text}”', fix: '{n} 处需要修改',
  causes: '可能原因', signs: '区分迹象', byEye: '需人工查看', actions: '处置措施', within: '{span} 内', numbers: '数值出处', verified: '已核对', unverified: '未核对',
  try: '历史试算', tryPeriod: '最近', days: '{n} 天', tryAsset: '只试某一资产（可不填）', run: '试算', running: '正在试算', stop: '停止', tryFailed: '试算未成：{why}。',
  result: '会提出 {n} 次，平均每天 {perDay} 次；看了 {assets} 个资产，{readings} 个读数。', cut: '时间已到，只看了 {assets}/{all} 个资产。', noRaise: '这段时间里不会提出。', raises: '提出记录', lasted: '持续 {span}', still: '仍成立', perDayAxis: '每天次数', timeline: '各资产的成立时段',
  history: '修改记录', what: { book: '规则库原文', create: '新建', change: '修改', arm: '启用', disarm: '停用', remove: '删除' }, reason: '修改原因', save: '保存', saving: '正在保存', saveFailed: '未能保存：{why}。', restore: '取回此版', remove: '删除', removeSure: '确认删除规则“{name}”？成立的提示会随之解除，历史保留。', removeYes: '确认删除',
  needKey: '修改、启用和停用规则需要有 rules:write 权限的密钥。', live: '在此资产上', liveAsset: '资产编号或名称', noLive: '该资产没有条件里提到的读数。', hint: '输入时给出名称；↑↓ 选择，Enter 填入',
  advice: '专家建议', raised: '已提出', holds: '现在成立（规则未启用）', evidence: '依据', likely: '可能原因', next: '下一步测什么最有用', nextWhy: '可消除约 {bit} 比特的不确定', do: '处置', since: '{at} 起', more: '其余 {n} 条', rule: '规则 {id}',
  gist: '最可能：{cause}（{share} %）', gistNext: '先查：{sign}',
  weightHint: '权重只看相对大小；各迹象在每种原因下出现的可能性按百分比填写，不填按一半计。', weight: '权重', inChinese: '中文', inEnglish: '英文', addCause: '加一个原因', addSign: '加一条迹象', addAction: '加一条措施', addNumber: '加一条出处', removeItem: '删除这一行', signWhen: '判断条件（不填为人工查看）', likelyAt: '原因为“{cause}”时出现', withinHint: '时限，如 2h', numberValue: '数值', numberSource: '出处',
  kindsAre: '适用资产：{kinds}',
  holdsNow: '现在成立',
};
