/** Words of the pages on which people set how data are checked and what MQTT topics mean. */
export const limits = {
  title: '数据检查限值', lead: '超出限值的数据照样入库，只标明存疑原因，不参与预警。改动只对之后的数据生效。', search: '参数或资产', onlySet: '只看改过的', none: '没有符合条件的限值。', loading: '正在读取限值', failed: '未能读取限值：{why}。',
  column: { quantity: '参数', scope: '适用于', range: '合理范围', rate: '最快变化', spike: '突变', flat: '不变', set: '设置' },
  everywhere: '全部', perMinute: '{value}/分', times: '{factor} 倍', after: '{hours} 小时', off: '不检查', unbounded: '不限', standard: '默认',
  edit: '{quantity} · {scope}', field: { minimum: '最小', maximum: '最大', perMinute: '每分钟最快变化', leastStep: '小于此的变化不算', spikeFactor: '突变倍数（相对平常步长）', flatHours: '不变多久算异常（小时，最多 {most}）', flatAbove: '只查高于此的不变值' },
  hint: '默认 {value}', save: '保存', saving: '正在保存', saved: '已保存，对之后的数据生效。', saveFailed: '未能保存：{why}。', clear: '撤销设置', cleared: '已撤销，上一级限值重新生效。', close: '关闭',
  narrower: '另设', forKind: '某类资产', forAsset: '某个资产', asset: '资产', add: '另设限值',
  history: '修改记录', noHistory: '没有改过。', took: '撤销', change: '{scope}：{what}',
};

export const mapping = {
  title: 'MQTT 主题映射', lead: "消息按顺序匹配，第一条符合的算数。{'{name}'} 取主题的一级，可用在设备、资产和通道里；+ 取一级，# 取其余。", loading: '正在读取映射', failed: '未能读取映射：{why}。',
  broker: { connected: '已连接 {address}：{readings} 个数值，拒收 {refused} 条', lost: '未能连上 {address}：{why}', none: '没有配置消息代理，映射可以先编辑和试读。' },
  configured: '正在使用配置的映射', edited: '第 {n} 版，{who} 修改于 {at}',
  route: '第 {n} 条', topic: '主题', payload: '内容', forms: { plain: '一个数字', json: 'JSON 对象', readings: '数值数组' }, device: '设备地址', asset: '或资产编号', code: '通道或参数', unit: '单位', items: '数组路径', at: '时间路径', flag: '标记路径', value: '数值路径',
  addValue: '添加数值', add: '添加一条', remove: '删除', up: '上移', down: '下移',
  try: '试读一条消息', tryTopic: '主题', tryPayload: '内容', run: '试读', running: '正在试读', hit: '第 {n} 条符合，会存入 {count} 个数值', refused: '会被拒收', tryLead: '按上面未保存的改动试读，不会存入任何数据。',
  save: '保存映射', saving: '正在保存', saved: '已保存第 {n} 版，对下一条消息生效。', saveFailed: '未能保存：{why}。', undo: '放弃改动', reset: '改回配置的映射', resetSure: '改回配置的映射？现在的第 {n} 版仍在记录里。', yes: '改回', no: '不改', changed: '有未保存的改动',
  history: '修改记录', noHistory: '没有改过，使用配置的映射。', version: '第 {n} 版', toConfigured: '改回配置的映射', routes: '{n} 条', load: '载入',
};
