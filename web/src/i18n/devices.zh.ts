/** Words of the page of devices. */
export const devices = {
  title: '数据来源', total: '{n} 个来源', allWell: '全部正常', search: '名称、编号或地址', loading: '正在读取数据来源', failed: '未能读取数据来源：{why}。',
  none: '没有符合条件的来源。', nothing: '还没有数据来源。登记设备，或让它们上报：未登记的会列在“待登记”里。', register: '登记设备', candidates: '待登记', noCandidates: '没有等待登记的设备。设备按协议上报后会出现在这里。',
  seen: '{age}，共 {n} 次', from: '来自 {address}', take: '登记', more: '更多',
  trouble: { silent: '中断', neverSpoke: '从未上报', skewed: '时钟偏差', invalid: '无效数据多', gaps: '缺数', marks: '存疑数据', refused: '有拒收' },
  column: { source: '来源', trouble: '问题', last: '最近数据', effective: '有效传输率', days: '近 14 天', marks: '今日存疑' },
  every: '应每 {span} 一次', silentFor: '已中断 {span}', lag: '时钟偏差 {span}', unregistered: '未登记设备',
  transmission: '传输率', validity: '有效率', effective: '有效传输率', today: '今天', expected: '应到 {e}，实到 {r}，有效 {v}，不计 {x}',
  strip: '每日有效传输率', stripDay: '{day}：有效传输率 {effective}，传输率 {transmission}，有效率 {validity}',
  marks: '今日存疑数据', noMarks: '今天没有存疑数据。', times: '{n} 次', refusals: '最近拒收', noRefusals: '没有拒收记录。',
  mapping: '通道映射', code: '通道', asset: '资产', quantity: '参数', unit: '单位', noChannels: '按通用编码对应，没有特殊通道。', assets: '上报对象', protocol: '协议', address: '地址',
  protocols: { hj212: 'HJ 212 协议', mqtt: 'MQTT 消息', http: 'HTTP 接口', file: '文件' }, connected: '已连接', disconnected: '未连接', disabled: '已停用',
  edit: '编辑', add: '添加通道', id: '编号', idHint: '字母、数字和 . _ -', name: '名称', interval: '上报间隔（秒）', version: '版本', versionAny: '按报文判断', enabled: '启用', password: '访问密码', key: '加密密钥', kept: '已设置，不改请留空', save: '保存', saving: '正在保存', cancel: '取消', remove: '删除', removeSure: '确认删除“{name}”？已存数据不受影响。', removeYes: '确认删除', saveFailed: '未能保存：{why}。', needKey: '登记和请求需要密钥。',
  ask: '向设备请求', kinds: { history: '取历史数据', setInterval: '设实时上报间隔', setTime: '校时', getTime: '取设备时间', retainSample: '超标留样' }, seconds: '秒（30–3600）', begin: '开始', end: '结束', send: '发送', askFailed: '未能发送：{why}。', noRequests: '还没有请求。',
  states: { sent: '已发送', accepted: '设备已受理', done: '已完成', refused: '设备拒绝', failed: '执行失败', timedOut: '超时未答', disconnected: '连接中断', interrupted: '服务重启，结果未知' }, attempts: '第 {n} 次', packets: '收到 {n} 个数据包', close: '关闭',
};

export const marks = {
  rateOfChange: '变化过快', spike: '孤立突变', flatLine: '长时间不变', clockSkew: '时钟偏差', afterGap: '中断后首个', stopped: '停运', maintenance: '维护', manual: '手工录入', faulty: '仪器故障', calibration: '校准', overRange: '超量程', noSignal: '通讯中断', otherFlag: '其他标记',
};
